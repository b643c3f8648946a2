"""Drives a real desktop window the way assistive technology does: by role and accessible name.

A `Desktop` is a virtual X display with a window manager and a private D-Bus session. It does not affect the session,
the clipboard or the files of the account that runs it. A `Window` is a program on it. There are no fixed delays: every
step waits for a condition, and a step that times out saves a screenshot and the tree.

This file is independent of Avo Admin, see avo_admin.py. It requires the system's Python with python3-gi, and the programs
Xvfb, openbox, dbus-daemon, at-spi2-core, xdotool and xclip.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path
from typing import Callable, Iterator, Optional

from accessibility import CALL_LIMIT_SECS, AccessibilityBus, Name, Node, Roles, says
from clipboard import Clipboard
from processes import run_for_line, spawn
from waiting import POLL_SECS, Stuck, T, wait_until

BUTTON = "button"
FIELDS = ("entry", "password", "text")


class Desktop(contextlib.AbstractContextManager):
    """A separate display, window manager, D-Bus session and empty home folder, removed together."""

    def __init__(self, artifacts: Path, size: str = "1366x860") -> None:
        self.artifacts = artifacts
        self.size = size.split("x")
        self._cleanup = contextlib.ExitStack()

    def __enter__(self) -> Desktop:
        with contextlib.ExitStack() as cleanup:
            self._start(cleanup)
            self._cleanup = cleanup.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._cleanup.close()

    def _start(self, cleanup: contextlib.ExitStack) -> None:
        self.artifacts.mkdir(parents=True, exist_ok=True)
        self.folder = Path(tempfile.mkdtemp(prefix="desk-"))
        cleanup.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.home = self.folder / "home"
        for folder in (self.home, self.folder / "runtime", self.folder / "screen"):
            folder.mkdir(mode=0o700)
        self.environment = self._private_environment()
        xvfb = ["Xvfb", "-displayfd", "{fd}", "-screen", "0", f"{'x'.join(self.size)}x24", "-nolisten", "tcp",
                "-fbdir", str(self.folder / "screen")]
        number = run_for_line(cleanup, xvfb, "the display", self.environment)
        self.environment["DISPLAY"] = f":{number}"
        dbus = ["dbus-daemon", "--session", "--nofork", "--print-address={fd}"]
        session = run_for_line(cleanup, dbus, "the D-Bus session", self.environment)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = session
        spawn(cleanup, ["openbox"], self.environment)
        wait_until(lambda: self.xdotool("get_desktop", check=False).returncode == 0, "the window manager")
        # Moves the pointer to the corner, so that screenshots show no hover effects.
        self.xdotool("mousemove", *self.size)
        self.accessibility = AccessibilityBus(session)
        self.clipboard = Clipboard(self.environment)

    def _private_environment(self) -> dict:
        """This process's environment without its desktop and with an empty home folder."""
        foreign = re.compile(r"^(WAYLAND_|XDG_|AT_SPI_|DBUS_|GTK_|QT_|DISPLAY$|XAUTHORITY$|AVO_ADMIN_)")
        kept = {key: value for key, value in os.environ.items() if not foreign.match(key)}
        return dict(kept, HOME=str(self.home), XDG_RUNTIME_DIR=str(self.folder / "runtime"), LIBGL_ALWAYS_SOFTWARE="1",
                    GSETTINGS_BACKEND="memory", LC_ALL="C.UTF-8")

    def xdotool(self, *arguments: str, typed: Optional[str] = None, check: bool = True) -> subprocess.CompletedProcess:
        return subprocess.run(["xdotool", *arguments], env=self.environment, input=typed, text=True, check=check,
                              capture_output=True, timeout=60)

    def picture(self, path: Path) -> Path:
        """Saves a screenshot once the screen has stopped changing, or keeps changing as with a caret."""
        end = time.monotonic() + 1.5
        seen, still = b"", 0
        while still < 4 and time.monotonic() < end:
            now = self._screen()
            still = still + 1 if now == seen else 0
            seen = now
            time.sleep(POLL_SECS)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_png(seen or self._screen()))
        return path

    def brightness(self) -> float:
        """How bright the middle of the screen is, from 0 to 1."""
        _, width, height, pixel = _pixels(self._screen())
        middle = [pixel(width // 2 + x, height // 2 + y) for x in range(-200, 200, 8) for y in range(-200, 200, 8)]
        return sum(sum(colour) for colour in middle) / (3 * 255 * len(middle))

    @contextlib.contextmanager
    def settings_portal(self, scheme: int) -> Iterator[Callable[[int], None]]:
        """A settings portal with this `color-scheme`; the function changes it."""
        program = [sys.executable, str(Path(__file__).with_name("settings_portal.py"))]
        portal = subprocess.Popen(program, env=self.environment, stdin=subprocess.PIPE, text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

        def tell(new: int) -> None:
            portal.stdin.write(f"{new}\n")
            portal.stdin.flush()

        try:
            tell(scheme)
            if not portal.stdout.readline():
                raise Stuck("the settings portal has ended")
            yield tell
        finally:
            portal.communicate(timeout=10)

    def _screen(self) -> bytes:
        return (self.folder / "screen" / "Xvfb_screen0").read_bytes()


# Calls that come while a program registers its window are not answered at all, so there is time for some more of them.
READING_SECS = 4 * CALL_LIMIT_SECS


class Window(contextlib.AbstractContextManager):
    """A program with its window."""

    def __init__(self, desktop: Desktop, argv: list[str], environment: Optional[dict] = None,
                 log: Optional[Path] = None, umask: int = -1) -> None:
        self.desktop = desktop
        self.log = log or desktop.folder / "program.log"
        self._bus = desktop.accessibility
        with open(self.log, "ab") as output:
            self.process = subprocess.Popen(argv, env=dict(desktop.environment, **(environment or {})),
                                            stdin=subprocess.DEVNULL, stdout=output, stderr=output, umask=umask)
        try:
            self._address = self.wait_until(lambda: self._bus.application(self.process.pid),
                                            "the program on the accessibility bus", 30)
            self.wait_until(lambda: self.tree().children, "a window", 30)
        except BaseException:
            self.kill()
            raise

    def __exit__(self, *_: object) -> None:
        self.kill()

    # Reading

    def tree(self) -> Node:
        """The current tree of the window. Repeats calls that a busy program does not answer."""
        ended = lambda: None if self.running() else "the program has ended"
        read = lambda: self._bus.read(*self._address)
        return wait_until(read, "the program's answer on the accessibility bus", READING_SECS, ended)

    def find(self, name: Name, roles: Optional[Roles] = None, within: Optional[tuple] = None) -> Optional[Node]:
        """The first matching object, preferably an enabled one. `within` is the name and roles of its container."""
        scopes = [self.tree()] if within is None else self.tree().find_all(*within)
        found = [node for scope in scopes for node in scope.find_all(name, roles)]
        return next((node for node in found if node.enabled), found[0] if found else None)

    def words(self) -> set[str]:
        return self.tree().words()

    def readable(self, *texts: str) -> list:
        """Those of the texts that assistive technology can read."""
        words = "\n".join(self.words())
        return [text for text in texts if text in words]

    def running(self) -> bool:
        return self.process.poll() is None

    # Waiting

    def wait_until(self, probe: Callable[[], Optional[T]], what: str, seconds: float = 10.0) -> T:
        """Like the function of this name, but saves a screenshot and the tree on a timeout."""
        ended = lambda: None if self.running() else f"the program has ended with code {self.process.returncode}"
        try:
            return wait_until(probe, what, seconds, ended)
        except Stuck as stuck:
            raise Stuck(f"{stuck}\n{self.evidence()}") from None

    def wait_for(self, name: Name, roles: Optional[Roles] = None, within: Optional[tuple] = None,
                 seconds: float = 10.0, enabled: bool = False) -> Node:
        def there() -> Optional[Node]:
            node = self.find(name, roles, within)
            return node if node and (node.enabled or not enabled) else None

        return self.wait_until(there, f"{'an enabled ' if enabled else ''}{_told(name, roles, within)}", seconds)

    def wait_gone(self, name: Name, roles: Optional[Roles] = None, within: Optional[tuple] = None,
                  seconds: float = 10.0) -> None:
        self.wait_until(lambda: self.find(name, roles, within) is None, f"no {_told(name, roles, within)}", seconds)

    def wait_for_words(self, name: Name, seconds: float = 10.0) -> str:
        """Waits until the text can be read anywhere, in any role."""
        return self.wait_until(lambda: next((words for words in self.words() if says(name, words)), None),
                               f"the words {_pattern(name)}", seconds)

    def wait_for_end(self, seconds: float = 10.0) -> int:
        wait_until(lambda: not self.running(), "the end of the program", seconds)
        return self.process.returncode

    # Acting

    def press(self, name: Name, roles: Roles = BUTTON, within: Optional[tuple] = None, seconds: float = 10.0) -> Node:
        node = self.wait_for(name, roles, within, seconds, enabled=True)
        self._bus.press(node)
        return node

    def focus(self, name: Name, roles: Roles, within: Optional[tuple] = None) -> Node:
        self._bus.focus(self.wait_for(name, roles, within, enabled=True))

        def focused() -> Optional[Node]:
            node = self.find(name, roles, within)
            return node if node and "focused" in node.states else None

        return self.wait_until(focused, f"the focus on {_told(name, roles, within)}")

    def fill(self, name: Name, text: str, within: Optional[tuple] = None) -> None:
        """Replaces the text of a field by typing, and waits until the field has it."""
        self.focus(name, FIELDS, within)
        self.keys("ctrl+a", "BackSpace")
        self._wait_for_field(name, within, "")
        if text:
            # Through standard input, because all users of the computer can read arguments.
            self.desktop.xdotool("type", "--clearmodifiers", "--delay", "8", "--file", "-", typed=text)
            self._wait_for_field(name, within, text)

    def _wait_for_field(self, name: Name, within: Optional[tuple], text: str) -> None:
        def arrived() -> bool:
            node = self.find(name, FIELDS, within)
            # A password is exposed as one dot for each character.
            return bool(node) and (len(node.text) == len(text) if node.role == "password" else node.text == text)

        self.wait_until(arrived, f"{len(text)} characters in {_told(name, FIELDS, within)}")

    def set_value(self, name: Name, roles: Roles, value: float) -> None:
        """Sets a slider or a number."""
        self._bus.set_value(self.wait_for(name, roles, enabled=True), value)

        def taken_over() -> bool:
            node = self.find(name, roles)
            return bool(node) and self._bus.value(node) == value

        self.wait_until(taken_over, f"{value:g} in {_told(name, roles, None)}")

    def keys(self, *keys: str) -> None:
        self.desktop.xdotool("key", "--clearmodifiers", "--delay", "8", *keys)

    def click_in(self, node: Node, button: int = 1) -> None:
        """Clicks in the middle of an object."""
        left, top, width, height = self._bus.extents(node)
        self.desktop.xdotool("mousemove", str(left + width // 2), str(top + height // 2), "click", str(button))

    def to_front(self) -> None:
        """Activates the window, as a click on its title bar does."""
        self.desktop.xdotool("windowactivate", "--sync", self._number())

    def _number(self) -> str:
        # The search fails while it meets a window that another program has just closed.
        search = ("search", "--onlyvisible", "--pid", str(self.process.pid))
        (number,) = self.wait_until(lambda: self.desktop.xdotool(*search, check=False).stdout.split(), "a visible window")
        return number

    @contextlib.contextmanager
    def minimised(self) -> Iterator[None]:
        number = self._number()
        self.desktop.xdotool("windowminimize", "--sync", number)
        yield
        self.desktop.xdotool("windowactivate", "--sync", number)

    @contextlib.contextmanager
    def covered(self) -> Iterator[None]:
        """Covered by the window of another program."""
        number = self._number()
        with contextlib.ExitStack() as cleanup:
            cover = spawn(cleanup, ["xclock"], self.desktop.environment)
            found = wait_until(lambda: self.desktop.xdotool("search", "--onlyvisible", "--pid", str(cover.pid),
                                                            check=False).stdout.split(), "the other window", 20)
            for action in (("windowmove", found[0], "0", "0"), ("windowsize", found[0], *self.desktop.size),
                           ("windowraise", found[0])):
                self.desktop.xdotool(*action)
            yield
        self.desktop.xdotool("windowactivate", "--sync", number)

    def close(self) -> None:
        """Closes the window, as the button in its title bar does."""
        self.keys("alt+F4")

    def terminate(self) -> None:
        """Ends the program as a log-off does."""
        self.process.terminate()

    def kill(self) -> None:
        if self.running():
            self.terminate()
            try:
                self.process.wait(3)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)

    # Evidence

    def picture(self, name: str) -> Path:
        return self.desktop.picture(self.desktop.artifacts / f"{name}.png")

    def evidence(self) -> str:
        """Saves screenshot, tree and log, and returns where."""
        stem = self.desktop.artifacts / f"stuck-{time.strftime('%H%M%S')}-{self.process.pid}"
        self.desktop.picture(stem.with_suffix(".png"))
        with contextlib.suppress(Stuck):
            stem.with_suffix(".txt").write_text(self.tree().outline(), encoding="utf-8")
        shutil.copy(self.log, stem.with_suffix(".log"))
        return f"see {stem}.png, .txt (what a screen reader finds) and .log"


def _pattern(name: Name) -> str:
    return repr(name if isinstance(name, str) else name.pattern)


def _told(name: Name, roles: Optional[Roles], within: Optional[tuple]) -> str:
    role = "object" if roles is None else roles if isinstance(roles, str) else " or ".join(roles)
    return f"{role} {_pattern(name)}" + (f" in {within[1]} {_pattern(within[0])}" if within else "")


def _pixels(screen: bytes) -> tuple:
    """The X server's screen dump (XWD, 32 bits per pixel): a row's bytes, width, height, and a pixel's colours."""
    head = struct.unpack(">25I", screen[:100])
    header_size, width, height, bytes_per_line, colours = head[0], head[4], head[5], head[12], head[19]
    pixels = screen[header_size + 12 * colours:]

    def row(line: int) -> bytes:
        return pixels[line * bytes_per_line: line * bytes_per_line + 4 * width]

    return row, width, height, lambda x, y: row(y)[4 * x: 4 * x + 3]


def _png(screen: bytes) -> bytes:
    """Converts the X server's screen dump to PNG."""
    row_of, width, height, _ = _pixels(screen)
    rows = bytearray()
    for line in range(height):
        row = row_of(line)
        rgb = bytearray(3 * width)
        rgb[0::3], rgb[1::3], rgb[2::3] = row[2::4], row[1::4], row[0::4]
        rows += b"\0" + rgb

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(bytes(rows), 6)) + chunk(b"IEND", b""))
