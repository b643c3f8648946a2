"""The hand-off from end to end with the real programs: the console's window generates a token, the client's window pastes
and submits it to the service, and the console shows the registration.

usage: test_handoff.py CONSOLE CLIENT FOLDER-FOR-EVIDENCE [PART-OF-A-STORY'S-NAME ...]
"""

from __future__ import annotations

import re
import secrets
import signal
import socket
import string
import subprocess
import sys
import unittest
from pathlib import Path
from typing import Optional

from avo_admin import CLIENT_NAME, EDIT_USER, PROVISION, AvoAdmin
from avo_client import AvoClient
from desktop import FIELDS, Desktop
from stories import run_stories
from waiting import wait_until

ADMINISTRATOR = "ada.canary"
HOST = socket.gethostname()


class Service:
    """The registration service on a free local port."""

    def __init__(self, desktop: Desktop, program: Path, environment: dict) -> None:
        self.log = desktop.folder / "service.log"
        self._told = desktop.folder / "service.out"
        with open(self.log, "ab") as log, open(self._told, "wb") as told:
            self.process = subprocess.Popen([str(program), "serve", "--listen", "127.0.0.1:0"],
                                            env=dict(desktop.environment, **environment), stdin=subprocess.DEVNULL,
                                            stdout=told, stderr=log)
        self.url = self._wait_for(r"listening on (https://\S+)")
        self.fingerprint = self._wait_for(r"((?:[0-9A-F]{2}:){31}[0-9A-F]{2})")

    def _wait_for(self, pattern: str) -> str:
        ended = lambda: None if self.process.poll() is None else self.log.read_text(encoding="utf-8")
        found = lambda: re.search(pattern, self._told.read_text(encoding="utf-8"))
        return wait_until(found, f"{pattern} in what the service says", 20, ended).group(1)

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


class HandOff(unittest.TestCase):
    program: Path
    client_program: Path
    evidence: Path
    console: Optional[AvoAdmin] = None
    client: Optional[AvoClient] = None

    @classmethod
    def setUpClass(cls) -> None:
        cls.desktop = Desktop(cls.evidence).__enter__()
        cls.addClassCleanup(cls.desktop.__exit__, None, None, None)
        folder = cls.desktop.folder / "directory"
        folder.mkdir(mode=0o700)
        cls.environment = {"AVO_ADMIN_DATABASE": str(folder / "avo.db"), "RUST_LOG": "trace"}
        alphabet = string.ascii_letters + string.digits
        cls.password = "".join(secrets.choice(alphabet) for _ in range(24))
        made = subprocess.run([str(cls.program), "init", "--user-name", ADMINISTRATOR, "--email", "ada@example.org",
                               "--first-name", "Ada", "--last-name", "Lovelace"], input=cls.password + "\n", text=True,
                              env=dict(cls.desktop.environment, **cls.environment), capture_output=True, check=False,
                              timeout=60)
        assert made.returncode == 0, made.stderr
        cls.service = Service(cls.desktop, cls.program, cls.environment)
        cls.addClassCleanup(cls.service.stop)
        cls.tokens: list[str] = []
        cls.addClassCleanup(cls.drop_windows)

    @classmethod
    def drop_windows(cls) -> None:
        for window in (cls.console, cls.client):
            if window:
                window.kill()

    def run(self, result: Optional[unittest.TestResult] = None) -> None:
        before = len(result.failures) + len(result.errors)
        super().run(result)
        if len(result.failures) + len(result.errors) > before:
            for window in (self.console, self.client):
                if window:
                    window.kill()

    def provisioning(self) -> AvoAdmin:
        """The console with the administrator's own clients in the dialog."""
        if not (self.console and self.console.running()):
            HandOff.console = AvoAdmin(self.desktop, self.program, (), self.environment,
                                       log=self.desktop.folder / "console.log")
            self.console.sign_in(ADMINISTRATOR, self.password)
            self.console.open_user_management()
            self.console.edit_user(ADMINISTRATOR)
            self.console.open_tab(PROVISION)
        self.console.to_front()
        return self.console

    def client_window(self) -> AvoClient:
        if not (self.client and self.client.running()):
            HandOff.client = AvoClient(self.desktop, self.client_program, environment={"RUST_LOG": "trace"})
        self.client.to_front()
        return self.client

    def registered(self, name: str) -> tuple:
        """Both windows, after a client with this name was registered with paste and Submit."""
        console = self.provisioning()
        if not console.find(re.compile(f"^Reprovision {re.escape(name)}$"), "button"):
            token = console.generate(name)
            self.tokens.append(token)
            client = self.client_window()
            self.fill_in(client)
            client.paste_token()
            self.assertIn(f"Registered as {name}", client.submit())
        return console, self.client_window()

    def fill_in(self, client: AvoClient) -> None:
        client.fill_in(self.service.url, self.service.fingerprint)

    def row_says(self, console: AvoAdmin, name: str, *parts: str) -> bool:
        """Whether the row of the client contains all these texts."""
        rows = [" ".join(sorted(row.words())) for row in console.tree().find_all(re.compile(".*"), ("table row", "row"))]
        return any(name in row and all(part in row for part in parts) for row in rows)

    def test_a_token_that_is_pasted_and_submitted_makes_the_client_appear_in_the_console_by_itself(self) -> None:
        console, client = self.registered("lab-1")
        # The client's window is active: the console receives no input from here on.
        console.wait_for_words(re.compile(f"lab-1 registered from {re.escape(HOST)}"))
        console.wait_until(lambda: self.row_says(console, "lab-1", "Registered", HOST), "the client's row with its host")
        console.picture("handoff-console")
        client.picture("handoff-client")

    def test_what_is_being_typed_in_the_console_survives_an_arrival(self) -> None:
        console = self.provisioning()
        self.tokens.append(console.generate("lab-2"))
        client = self.client_window()
        self.fill_in(client)
        client.paste_token()
        console.to_front()
        console.fill(CLIENT_NAME, "half a na", within=EDIT_USER)
        client.to_front()
        self.assertIn("Registered as lab-2", client.submit())
        console.wait_until(lambda: self.row_says(console, "lab-2", "Registered", HOST), "the client's row with its host")
        console.to_front()
        console.keys("m", "e")
        field = lambda: console.find(CLIENT_NAME, FIELDS, EDIT_USER)
        console.wait_until(lambda: field().text == "half a name", "the rest of the name in the field that had the focus")
        console.fill(CLIENT_NAME, "", within=EDIT_USER)

    def test_a_deregistered_client_is_told_so_when_it_connects(self) -> None:
        console, client = self.registered("lab-3")
        self.assertIn("Connected as lab-3", client.connect())
        console.to_front()
        console.press("Deregister lab-3")
        question = console.wait_for(re.compile("lab-3"), ("dialog", "alert"))
        console.press("Deregister", within=(question.name, ("dialog", "alert")))
        console.wait_for("Reregister lab-3", "button")
        client.to_front()
        self.assertIn("is deregistered", client.connect())

    def test_the_client_shows_the_check_words_of_the_console_once_the_token_is_pasted(self) -> None:
        console = self.provisioning()
        self.tokens.append(console.generate("lab-6"))
        words = console.check_words()
        self.assertRegex(words, "^[a-z]+ [a-z]+ [a-z]+$")
        client = self.client_window()
        self.fill_in(client)
        client.paste_token()
        self.assertEqual(words, client.check_words())
        self.assertIn("Registered as lab-6", client.submit())

    def test_a_credential_that_is_used_on_two_machines_by_turns_is_reported_in_the_console(self) -> None:
        console, client = self.registered("lab-7")
        other = f"not-{HOST}"
        # The first change of host counts as a move. Only the way back shows that there are two machines.
        moved = self.connect_from(other, client)
        self.assertEqual(0, moved.returncode, moved.stderr)
        console.wait_until(lambda: self.row_says(console, "lab-7", other), "the client's row with its new host")
        self.assertIn("Connected as lab-7", client.connect())
        console.wait_for_words(re.compile("lab-7 is used from two machines"))
        console.wait_until(lambda: self.row_says(console, "lab-7", HOST), "the client's row with its old host")

    def connect_from(self, host: str, client: AvoClient) -> subprocess.CompletedProcess:
        """Connects with the client's credential in a process for which the computer has this name."""
        renamed = ["unshare", "--map-root-user", "--uts", sys.executable, "-c",
                   "import os, socket, sys; socket.sethostname(sys.argv[1]); os.execv(sys.argv[2], sys.argv[2:])", host]
        connect = [str(self.client_program), "--credential", str(client.credential), "--connect"]
        run = lambda *argv: subprocess.run([*renamed, *argv], env=self.desktop.environment, text=True,
                                           capture_output=True, check=False, timeout=60)
        if run("/bin/true").returncode:
            self.skipTest("this system gives no process a host name of its own, see unshare(1)")
        return run(*connect)

    def test_a_token_works_once(self) -> None:
        console, client = self.registered("lab-4")
        token = self.tokens[-1]
        # The console removes a used token from the clipboard, even if it was copied again meanwhile.
        console.wait_until(lambda: self.desktop.clipboard.read() != token, "the used-up token gone from the clipboard")
        # Typed, because for three seconds the console clears a token that is put back.
        self.fill_in(client)
        client.fill("Token", token)
        self.assertIn("used", client.submit())

    def test_the_client_names_a_program_that_hangs_when_its_text_is_pasted(self) -> None:
        # A console that has just cleared a token still looks after the clipboard.
        self.drop_windows()
        client = self.client_window()
        self.fill_in(client)
        client.fill("Token", "")
        with self.desktop.clipboard.owned("a token that comes late") as owner:
            owner.send_signal(signal.SIGSTOP)
            client.keys("ctrl+v", "x")
            client.wait_until(lambda: len(client.find("Token", FIELDS).text) == 1, "the key typed behind the paste", 2)
            client.wait_for_words(re.compile("Not pasted: the program you copied from isn't responding"), 5)

    def test_the_service_stops_in_good_order_and_no_token_is_left_in_any_file(self) -> None:
        self.registered("lab-5")
        self.drop_windows()
        self.assertEqual(0, self.service.stop(), "the service ends well")
        files = [file for file in self.desktop.folder.rglob("*")
                 if file.is_file() and "screen" not in file.relative_to(self.desktop.folder).parts]
        contents = {file: file.read_bytes() for file in files}
        everything = b"".join(contents.values())
        for known in (b"lab-5", HOST.encode(), b"avc_"):
            self.assertIn(known, everything, "what is no secret is found, so a secret would be")
        found = [file.name for file, content in contents.items() for token in self.tokens if token.encode() in content]
        self.assertEqual([], found)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    HandOff.program, HandOff.client_program = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    HandOff.evidence = Path(sys.argv[3])
    sys.exit(run_stories(HandOff, sys.argv[4:]))
