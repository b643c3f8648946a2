"""Prints the slowest tests of a JUnit report: slowest_tests.py REPORT [COUNT]"""

from __future__ import annotations

import sys
from xml.etree import ElementTree


def main(report: str, count: int = 10) -> None:
    cases = ElementTree.parse(report).iter("testcase")
    timed = sorted(((float(case.get("time", 0)), case.get("classname"), case.get("name")) for case in cases),
                   reverse=True)
    print(f"The {min(count, len(timed))} slowest of {len(timed)} tests:")
    for seconds, program, name in timed[:count]:
        print(f"{seconds:7.2f} s  {program} {name}")


main(sys.argv[1], *map(int, sys.argv[2:3]))
