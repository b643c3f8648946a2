"""What a screen reader finds and can do in a program: AT-SPI, directly over D-Bus.

The answers are a `Node` tree of one moment; whoever wants a newer one reads again.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Iterator, Optional, Union

from gi.repository import Gio, GLib

from waiting import Stuck, wait_until

Name = Union[str, "re.Pattern[str]"]
Roles = Union[str, tuple]

# Controls that a user can operate, which must be disabled behind a dialog.
INTERACTIVE = ("button", "toggle", "check box", "radio", "combo box", "entry", "password", "text", "link", "menu item",
               "tab", "slider", "spin button", "row")

# The numbers of AT-SPI's roles and states (atspi-constants.h) that matter here.
ROLES = {2: "alert", 7: "check box", 8: "check menu item", 10: "column header", 11: "combo box", 16: "dialog",
         23: "frame", 27: "image", 29: "label", 31: "list", 32: "list item", 33: "menu", 35: "menu item", 37: "tab",
         38: "tab list", 39: "panel", 40: "password", 42: "progress bar", 43: "button", 44: "radio",
         45: "radio menu item", 48: "scroll bar", 49: "scroll pane", 51: "slider", 52: "spin button", 54: "status bar",
         55: "table", 56: "cell", 61: "text", 62: "toggle", 67: "unknown", 69: "window", 75: "application",
         79: "entry", 83: "heading", 85: "section", 88: "link", 90: "row", 98: "list box", 101: "notification",
         110: "landmark", 116: "static", 129: "button"}
STATES = {1: "active", 3: "busy", 4: "checked", 8: "enabled", 9: "expandable", 10: "expanded", 11: "focusable",
          12: "focused", 16: "modal", 20: "pressed", 23: "selected", 25: "showing", 33: "required", 36: "invalid",
          43: "read-only"}

ACCESSIBLE = "org.a11y.atspi.Accessible"
TEXT = "org.a11y.atspi.Text"
PROPERTIES = "org.freedesktop.DBus.Properties"
CALL_LIMIT_SECS = 5
READING_LIMIT_SECS = 60


def says(name: Name, text: str) -> bool:
    """Whether `text` matches the name: equal for a string, found for a pattern."""
    return text == name if isinstance(name, str) else bool(name.search(text))


@dataclass(frozen=True, eq=False)
class Node:
    """An object as a screen reader saw it when it was read."""

    owner: str
    path: str
    role: str
    name: str
    description: str
    text: str
    states: frozenset
    children: tuple = field(repr=False)

    @property
    def enabled(self) -> bool:
        return "enabled" in self.states

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()

    def find_all(self, name: Optional[Name] = None, roles: Optional[Roles] = None) -> list[Node]:
        wanted = (roles,) if isinstance(roles, str) else roles
        return [node for node in self.walk()
                if (name is None or says(name, node.name)) and (wanted is None or node.role in wanted)]

    def words(self) -> set[str]:
        """All texts that can be read aloud."""
        return {text for node in self.walk() for text in (node.name, node.description, node.text) if text.strip()}

    def outline(self, depth: int = 0) -> str:
        states = " ".join(sorted(self.states - {"showing", "enabled", "focusable"}))
        disabled = "" if self.enabled else " DISABLED"
        text = f" text={self.text!r}" if self.text and self.text != self.name else ""
        line = f"{'  ' * depth}{self.role} {self.name!r}{text}{disabled}{' [' + states + ']' if states else ''}\n"
        return line + "".join(child.outline(depth + 1) for child in self.children)


class AccessibilityBus:
    """The accessibility bus."""

    def __init__(self, session_address: str) -> None:
        session = _connect(session_address)
        # The first call starts the launcher. Programs answer only after these two switches are set.
        answer = wait_until(lambda: _try_call(session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"),
                            "the accessibility bus")
        for switch in ("IsEnabled", "ScreenReaderEnabled"):
            _call(session, "org.a11y.Bus", "/org/a11y/bus", PROPERTIES, "Set",
                  GLib.Variant("(ssv)", ("org.a11y.Status", switch, GLib.Variant("b", True))))
        self._session = session
        self._bus = _connect(answer[0])

    def application(self, pid: int) -> Optional[tuple]:
        """The address of the program with this process ID once it has a window."""
        root = _try_call(self._bus, "org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root", ACCESSIBLE,
                         "GetChildren")
        for owner, path in root[0] if root else ():
            answer = _try_call(self._bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                               "GetConnectionUnixProcessID", GLib.Variant("(s)", (owner,)))
            if answer and answer[0] == pid:
                return owner, path
        return None

    def read(self, owner: str, path: str) -> Optional[Node]:
        """The tree below an object. Calls are sent together, because a long table would take seconds otherwise.
        None if the object is gone."""
        answers: dict[str, dict] = {}
        waiting = 0

        def ask(at: str, interface: str, method: str, arguments: Optional[GLib.Variant] = None) -> None:
            nonlocal waiting
            waiting += 1

            def answered(bus: Gio.DBusConnection, result: Gio.AsyncResult) -> None:
                nonlocal waiting
                waiting -= 1
                try:
                    answer = bus.call_finish(result).unpack()
                except GLib.Error:
                    return
                answers[at][method] = answer[0]
                if method == "GetInterfaces" and TEXT in answer[0]:
                    ask(at, TEXT, "GetText", GLib.Variant("(ii)", (0, -1)))
                if method == "GetChildren":
                    for child_owner, child in answer[0]:
                        if child_owner == owner and child not in answers:
                            visit(child)

            self._bus.call(owner, at, interface, method, arguments, None, Gio.DBusCallFlags.NONE,
                           CALL_LIMIT_SECS * 1000, None, answered)

        def visit(at: str) -> None:
            answers[at] = {}
            ask(at, ACCESSIBLE, "GetChildren")
            ask(at, ACCESSIBLE, "GetRole")
            ask(at, ACCESSIBLE, "GetState")
            ask(at, PROPERTIES, "GetAll", GLib.Variant("(s)", (ACCESSIBLE,)))
            ask(at, ACCESSIBLE, "GetInterfaces")

        visit(path)
        # Each call has a timeout, but reading a growing tree would never end.
        end = time.monotonic() + READING_LIMIT_SECS
        while waiting:
            if time.monotonic() > end:
                raise Stuck(f"timed out after {READING_LIMIT_SECS} s with {waiting} calls pending for {path}")
            GLib.MainContext.default().iteration(True)
        return _node(owner, path, answers)

    def press(self, node: Node) -> None:
        _call(self._bus, node.owner, node.path, "org.a11y.atspi.Action", "DoAction", GLib.Variant("(i)", (0,)))

    def focus(self, node: Node) -> None:
        _call(self._bus, node.owner, node.path, "org.a11y.atspi.Component", "GrabFocus")

    def extents(self, node: Node) -> tuple:
        """Left, top, width and height on the screen, in pixels."""
        return _call(self._bus, node.owner, node.path, "org.a11y.atspi.Component", "GetExtents",
                     GLib.Variant("(u)", (0,)))[0]

    def set_value(self, node: Node, value: float) -> None:
        _call(self._bus, node.owner, node.path, PROPERTIES, "Set",
              GLib.Variant("(ssv)", ("org.a11y.atspi.Value", "CurrentValue", GLib.Variant("d", value))))

    def value(self, node: Node) -> Optional[float]:
        answer = _try_call(self._bus, node.owner, node.path, PROPERTIES, "Get",
                           GLib.Variant("(ss)", ("org.a11y.atspi.Value", "CurrentValue")))
        return answer[0] if answer else None


def _connect(address: str) -> Gio.DBusConnection:
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(address, flags, None, None)


def _call(bus: Gio.DBusConnection, owner: str, path: str, interface: str, method: str,
          arguments: Optional[GLib.Variant] = None) -> tuple:
    return bus.call_sync(owner, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, CALL_LIMIT_SECS * 1000,
                         None).unpack()


def _try_call(*arguments: object) -> Optional[tuple]:
    try:
        return _call(*arguments)
    except GLib.Error:
        return None


def _node(owner: str, path: str, answers: dict[str, dict]) -> Optional[Node]:
    """Combines the answers, without objects that disappeared meanwhile."""
    answer = answers.get(path, {})
    if not {"GetChildren", "GetRole", "GetState", "GetAll"} <= answer.keys():
        return None
    bits = sum(word << (32 * place) for place, word in enumerate(answer["GetState"]))
    children = (_node(owner, child, answers) for child_owner, child in answer["GetChildren"] if child_owner == owner)
    return Node(
        owner=owner, path=path,
        role=ROLES.get(answer["GetRole"], f"role {answer['GetRole']}"),
        name=answer["GetAll"].get("Name", ""), description=answer["GetAll"].get("Description", ""),
        text=answer.get("GetText", ""),
        states=frozenset(name for bit, name in STATES.items() if bits >> bit & 1),
        children=tuple(child for child in children if child))
