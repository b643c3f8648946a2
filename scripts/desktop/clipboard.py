"""The X clipboard as other programs see and use it."""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
import time
from typing import Iterator

from processes import spawn
from waiting import Stuck, wait_until


class Clipboard:
    """The X clipboard, accessed by a separate program."""

    def __init__(self, environment: dict) -> None:
        self._environment = environment

    def read(self, selection: str = "clipboard", target: str = "UTF8_STRING") -> str:
        """The text that a paste would insert, or an empty text."""
        try:
            answer = subprocess.run(["xclip", "-o", "-selection", selection, "-t", target], env=self._environment,
                                    capture_output=True, text=True, timeout=5, check=False)
        except subprocess.TimeoutExpired:
            return ""
        return answer.stdout if answer.returncode == 0 else ""

    def targets(self) -> set[str]:
        """The targets that the owner offers, including the marks for clipboard managers."""
        return set(self.read(target="TARGETS").split())

    def write(self, text: str) -> None:
        """Takes ownership of the clipboard, as copying in another program does."""
        subprocess.run(["xclip", "-i", "-selection", "clipboard"], env=self._environment, input=text, text=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=10)
        wait_until(lambda: self.read() == text, "the other program's text on the clipboard")


    @contextlib.contextmanager
    def owned(self, text: str, selection: str = "clipboard") -> Iterator[subprocess.Popen]:
        """Another program that owns a selection while the block runs, and can be stopped."""
        owner = subprocess.Popen(["xclip", "-i", "-quiet", "-selection", selection], env=self._environment,
                                 stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            owner.stdin.write(text.encode())
            owner.stdin.close()
            wait_until(lambda: "UTF8_STRING" in self.read(selection, "TARGETS"), "the other program's ownership")
            yield owner
        finally:
            owner.kill()
            owner.wait(10)


    @contextlib.contextmanager
    def managed(self) -> Iterator[None]:
        """A clipboard manager that keeps everything, also in a file, and puts it back where it finds nothing."""
        with contextlib.ExitStack() as cleanup:
            home = cleanup.enter_context(tempfile.TemporaryDirectory(prefix="manager-"))
            own = dict(self._environment, HOME=home, XDG_DATA_HOME=home, XDG_CONFIG_HOME=home)
            spawn(cleanup, ["parcellite", "--no-icon"], own)
            self._wait_for_manager()
            yield
        self.write("")

    def _wait_for_manager(self) -> None:
        """It is there once it puts back a text whose owner has gone."""
        def is_put_back() -> bool:
            with self.owned("kept"):
                time.sleep(0.6)
            try:
                return bool(wait_until(lambda: self.read() == "kept", "the text put back", 1))
            except Stuck:
                return False

        wait_until(is_put_back, "the clipboard manager", 20)
