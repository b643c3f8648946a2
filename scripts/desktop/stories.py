"""Runs stories in the order of their definition, and prints one line for each."""

from __future__ import annotations

import time
import traceback
import unittest
from pathlib import Path


class Report(unittest.TestResult):
    """Prints one line for each story, and the error if it failed."""

    passed = 0

    def startTest(self, test: unittest.TestCase) -> None:
        super().startTest(test)
        self._started = time.monotonic()

    def _tell(self, word: str, test: object) -> None:
        sentence = getattr(test, "_testMethodName", str(test)).removeprefix("test_").replace("_", " ")
        print(f"  {word:6} {sentence} ({time.monotonic() - getattr(self, '_started', time.monotonic()):.1f} s)",
              flush=True)

    def addSuccess(self, test: unittest.TestCase) -> None:
        super().addSuccess(test)
        self.passed += 1
        self._tell("ok", test)

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:
        super().addSkip(test, reason)
        self._tell("skip", test)
        print(f"         {reason}", flush=True)

    def addFailure(self, test: unittest.TestCase, err: tuple) -> None:
        super().addFailure(test, err)
        self._explain(test, err)

    def addError(self, test: unittest.TestCase, err: tuple) -> None:
        super().addError(test, err)
        self._explain(test, err)

    def _explain(self, test: object, err: tuple) -> None:
        self._tell("FAILED", test)
        last = traceback.extract_tb(err[2])
        ours = [frame for frame in last if Path(frame.filename).name.startswith("test_")]
        at = f"line {ours[-1].lineno}: {ours[-1].line}\n" if ours else ""
        print("         " + f"{at}{err[0].__name__}: {err[1]}".replace("\n", "\n         "), flush=True)


def run_stories(stories: type, wanted: list) -> int:
    """Runs the stories whose names contain one of the wanted parts, or all. Returns the exit code."""
    # In the order of their definition, so that stories can share windows.
    names = [name for name in vars(stories) if name.startswith("test_")]
    suite = unittest.TestSuite(stories(name) for name in names
                               if not wanted or any(part.replace(" ", "_") in name for part in wanted))
    report = Report()
    suite.run(report)
    failed = len(report.failures) + len(report.errors)
    print(f"{report.passed} passed, {failed} failed")
    return 1 if failed or not report.passed else 0
