"""The real window, from first start to exit: behaviour that only a real window can show.

usage: test_window.py PROGRAM FOLDER-FOR-EVIDENCE [PART-OF-A-STORY'S-NAME ...]

The stories share one directory and, where possible, one window. Each story can also prepare its own start, so that it
runs alone and a failure does not affect the next story.
"""

from __future__ import annotations

import json
import re
import secrets
import signal
import stat
import string
import subprocess
import sys
import time
import unittest
from pathlib import Path
from typing import Optional

from accessibility import INTERACTIVE
from avo_admin import CLIENT_NAME, DETAILS, EDIT_USER, ONE_TIME_PASSWORD, PROVISION, TOKEN, AvoAdmin, walk_demo
from desktop import FIELDS, Desktop
from stories import run_stories
from waiting import POLL_SECS, wait_until

ADMINISTRATOR = "ada.canary"
USER = "grace.canary"
COUNTDOWN_SECS = 10
FOREIGN = "a shopping list that somebody copied elsewhere"


def made_up_password() -> str:
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(24))


class RealWindow(unittest.TestCase):
    program: Path
    evidence: Path
    desktop: Desktop
    window: Optional[AvoAdmin] = None
    clients = 0

    @classmethod
    def setUpClass(cls) -> None:
        cls.desktop = Desktop(cls.evidence).__enter__()
        cls.addClassCleanup(cls.desktop.__exit__, None, None, None)
        cls.addClassCleanup(cls.drop_window)
        folder = cls.desktop.folder / "directory"
        folder.mkdir(mode=0o700)
        cls.database = folder / "avo.db"
        cls.log = cls.desktop.folder / "avo-admin.log"
        cls.environment = {"AVO_ADMIN_DATABASE": str(cls.database), "RUST_LOG": "trace"}
        cls.passwords = {ADMINISTRATOR: made_up_password(), USER: made_up_password()}
        cls.secrets = set(cls.passwords.values())

    def run(self, result: Optional[unittest.TestResult] = None) -> None:
        before = len(result.failures) + len(result.errors)
        super().run(result)
        if len(result.failures) + len(result.errors) > before:
            self.drop_window()

    # Preparing the start of a story

    @classmethod
    def drop_window(cls) -> None:
        if cls.window:
            cls.window.kill()
            cls.window = None

    def open_window(self) -> AvoAdmin:
        """A new window. Its files must be private despite a permissive umask."""
        self.drop_window()
        RealWindow.window = AvoAdmin(self.desktop, self.program, (), self.environment, log=self.log, umask=0)
        return self.window

    def command(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess:
        return subprocess.run([str(self.program), *arguments], env=dict(self.desktop.environment, **self.environment),
                              input=given, text=True, capture_output=True, timeout=30, check=False)

    def need_directory(self) -> None:
        if not self.database.exists():
            done = self.command("init", "--user-name", ADMINISTRATOR, "--email", f"{ADMINISTRATOR}@example.org",
                                "--first-name", "Ada", "--last-name", "Lovelace",
                                given=self.passwords[ADMINISTRATOR] + "\n")
            self.assertEqual(0, done.returncode, done.stderr)

    def signed_in(self) -> AvoAdmin:
        """A window of the administrator with the shortest countdown."""
        window = self.window
        if not (window and window.running() and window.find("User Management")):
            self.need_directory()
            window = self.open_window()
            window.sign_in(ADMINISTRATOR, self.passwords[ADMINISTRATOR])
        return window

    def provisioning(self) -> AvoAdmin:
        """A window with the user's provision tab open."""
        window = self.signed_in()
        if not window.find(CLIENT_NAME, FIELDS, EDIT_USER):
            window.set_clipboard_seconds(COUNTDOWN_SECS)
            window.open_user_management()
            window.wait_for(f"Edit {ADMINISTRATOR}", "button")
            if USER in window.user_names():
                window.edit_user(USER)
                window.open_tab(PROVISION)
            else:
                window.create_user(USER, self.passwords[USER])
        return window

    def fresh_token(self, window: AvoAdmin) -> tuple:
        """A new client and its token."""
        RealWindow.clients += 1
        client = f"lab-{self.clients}"
        token = window.generate(client)
        self.secrets.add(token)
        return client, token

    def assert_unreadable(self, window: AvoAdmin) -> None:
        """Checks that the window exposes no secret."""
        words = "\n".join(window.words())
        self.assertFalse([True for secret in self.secrets if secret in words], "a secret can be read in the window")

    # The stories

    def test_the_first_start_makes_the_file_only_together_with_its_administrator(self) -> None:
        window = self.open_window()
        window.wait_for("Create the first administrator", ("heading", "label"))
        self.assertIn(str(self.database), "\n".join(window.words()), "the window names the path")
        self.assertFalse(self.database.exists(), "no file before there is an administrator")
        window.create_first_administrator(ADMINISTRATOR, self.passwords[ADMINISTRATOR])
        for file in self.database.parent.iterdir():
            self.assertEqual("0o600", oct(stat.S_IMODE(file.stat().st_mode)), file.name)
        self.assertTrue(self.database.exists())

    def test_a_wrong_password_and_an_unknown_user_name_get_the_same_words(self) -> None:
        self.need_directory()
        wrong = self.refusal(ADMINISTRATOR)
        unknown = self.refusal("nobody.at.all")
        self.assertEqual(wrong, unknown)

    def refusal(self, user_name: str) -> set:
        """The message of a new sign-in screen for an incorrect password."""
        window = self.open_window()
        window.fill("User Name", user_name)
        window.fill("Password", "not the password at all")
        before = window.words()
        window.press("Sign in")

        def answer() -> Optional[set]:
            tree = window.tree()
            told = {words for words in tree.words() - before if not words.endswith("…")}
            ready = [node for node in tree.find_all("Sign in", "button") if node.enabled]
            return told if ready else None

        return window.wait_until(answer, "a refusal in words", 20)

    def test_a_created_user_gets_a_token_that_reaches_the_clipboard_marked_secret_and_verifies(self) -> None:
        window = self.provisioning()
        client, token = self.fresh_token(window)
        self.assertRegex(token, TOKEN)
        self.assertIn("x-kde-passwordManagerHint", self.desktop.clipboard.targets())
        self.assertEqual("", self.desktop.clipboard.read("primary"), "nothing for the middle mouse button")
        verdict = self.command("token", "verify", given=token + "\n")
        self.assertEqual(0, verdict.returncode, verdict.stderr)
        told = json.loads(verdict.stdout)
        self.assertEqual(("provisioned", client, USER), (told["status"], told["client"], told["user_name"]))

    def test_what_another_program_copied_can_be_pasted_without_the_end_of_its_line(self) -> None:
        window = self.provisioning()
        window.fill(CLIENT_NAME, "", within=EDIT_USER)
        self.desktop.clipboard.write("pasted-host\n")
        window.keys("ctrl+v")
        field = lambda: window.find(CLIENT_NAME, FIELDS, EDIT_USER)
        window.wait_until(lambda: field().text == "pasted-host", "the pasted name in its field")
        window.fill(CLIENT_NAME, "", within=EDIT_USER)

    def test_a_paste_from_a_program_that_hangs_holds_up_no_key_and_is_reported(self) -> None:
        window = self.provisioning()
        window.fill(CLIENT_NAME, "", within=EDIT_USER)
        with self.desktop.clipboard.owned("late-host") as owner:
            owner.send_signal(signal.SIGSTOP)
            window.keys("ctrl+v", "x")
            field = lambda: window.find(CLIENT_NAME, FIELDS, EDIT_USER)
            window.wait_until(lambda: field().text == "x", "the key typed behind the paste", 2)
            window.wait_for_words(re.compile("Not pasted: the program you copied from isn't responding"), 5)
            self.assertEqual("x", field().text)

    def test_the_console_locks_at_once_while_a_paste_waits_for_a_program_that_hangs(self) -> None:
        window = self.provisioning()
        window.fill(CLIENT_NAME, "", within=EDIT_USER)
        with self.desktop.clipboard.owned("late-host") as owner:
            owner.send_signal(signal.SIGSTOP)
            window.keys("ctrl+v", "ctrl+l")
            window.wait_for("Unlock", "button", seconds=2)
            owner.send_signal(signal.SIGCONT)
            window.unlock(self.passwords[ADMINISTRATOR])
            self.assertEqual("", window.wait_for(CLIENT_NAME, FIELDS, EDIT_USER).text)

    def test_a_paste_of_fifty_megabytes_is_refused_and_holds_up_no_key(self) -> None:
        window = self.provisioning()
        window.fill(CLIENT_NAME, "", within=EDIT_USER)
        with self.desktop.clipboard.owned("x" * 50_000_000):
            window.keys("ctrl+v", "y")
            field = lambda: window.find(CLIENT_NAME, FIELDS, EDIT_USER)
            window.wait_until(lambda: field().text == "y", "the key typed behind the paste", 2)
            window.wait_for_words(re.compile("Not pasted: the text on the clipboard is too large"), 5)
            # An owner that was left in the middle of its text would serve nobody any more.
            self.assertEqual(50_000_000, len(self.desktop.clipboard.read()))

    def test_the_middle_button_pastes_what_another_program_selected_and_holds_up_no_key(self) -> None:
        window = self.provisioning()
        window.fill(CLIENT_NAME, "", within=EDIT_USER)
        field = lambda: window.find(CLIENT_NAME, FIELDS, EDIT_USER)
        with self.desktop.clipboard.owned("selected-host", "primary") as owner:
            window.click_in(field(), button=2)
            window.wait_until(lambda: field().text == "selected-host", "the selected name in its field")
            owner.send_signal(signal.SIGSTOP)
            window.click_in(field(), button=2)
            window.keys("x")
            window.wait_until(lambda: "x" in field().text, "the key typed behind the middle button", 2)
            window.wait_for_words(re.compile("Not pasted: the program you copied from isn't responding"), 5)

    def test_nothing_behind_an_open_dialog_can_be_pressed_or_focused(self) -> None:
        window = self.provisioning()
        tree = window.tree()
        (dialog,) = tree.find_all(*EDIT_USER)
        inside = {node.path for node in dialog.walk()}
        outside = [node for node in tree.walk() if node.path not in inside and node.role in INTERACTIVE]
        # Messages are in front of the dialog and can be dismissed.
        behind = [node for node in outside if node.name != "Dismiss"]
        self.assertTrue(behind, "the shell is still there to be read")
        self.assertEqual([], [f"{node.role} {node.name}" for node in behind if node.enabled])

    def test_a_token_is_masked_until_revealed(self) -> None:
        window = self.provisioning()
        _, token = self.fresh_token(window)
        self.assert_unreadable(window)
        window.press("Reveal", within=EDIT_USER)
        window.wait_for_words(re.compile(token))

    def test_a_download_is_a_new_file_for_its_owner_only(self) -> None:
        window = self.provisioning()
        client, token = self.fresh_token(window)
        window.press("Download", within=EDIT_USER)
        name = f"avo-token-{client}.txt"
        path = window.wait_until(lambda: next(self.desktop.home.rglob(name), None), f"the file {name}")
        window.wait_for_words(re.compile(re.escape(str(path))))
        self.assertEqual("0o600", oct(stat.S_IMODE(path.stat().st_mode)))
        self.assertIn(token, path.read_text())
        # The user asked for this file. Anything else that remains is a defect.
        path.unlink()

    def test_our_text_is_gone_after_the_countdown(self) -> None:
        window = self.provisioning()
        _, token = self.fresh_token(window)
        window.wait_until(lambda: self.desktop.clipboard.read() != token, "an end of the countdown", COUNTDOWN_SECS + 5)
        window.wait_until(lambda: self.desktop.clipboard.read() == "", "an empty clipboard", 3)
        self.assert_unreadable(window)

    def test_a_one_time_password_is_copied_marked_secret_masked_and_gone_after_the_countdown(self) -> None:
        window = self.provisioning()
        window.open_tab(DETAILS)
        password = window.one_time_password()
        self.secrets.add(password)
        self.assertIn("x-kde-passwordManagerHint", self.desktop.clipboard.targets())
        self.assert_unreadable(window)
        dialog = (ONE_TIME_PASSWORD, "dialog")
        window.press("Reveal", within=dialog)
        window.wait_for_words(re.compile(password))
        window.wait_until(lambda: self.desktop.clipboard.read() == "", "an empty clipboard", COUNTDOWN_SECS + 5)
        window.press("Done", within=dialog)
        window.wait_gone(*dialog)
        self.assert_unreadable(window)
        window.open_tab(PROVISION)

    def test_text_that_another_program_copied_survives_the_countdown(self) -> None:
        window = self.provisioning()
        self.fresh_token(window)
        started = time.monotonic()
        self.desktop.clipboard.write(FOREIGN)
        over = lambda: time.monotonic() > started + COUNTDOWN_SECS + 2
        window.wait_until(over, "the time at which our text would have been cleared", COUNTDOWN_SECS + 5)
        self.assertEqual(FOREIGN, self.desktop.clipboard.read())

    def test_our_text_is_gone_after_lock(self) -> None:
        window = self.provisioning()
        _, token = self.fresh_token(window)
        window.lock()
        window.wait_until(lambda: self.desktop.clipboard.read() != token, "a clipboard without the token", 3)
        window.wait_until(lambda: self.desktop.clipboard.read() == "", "an empty clipboard", 3)
        self.assert_unreadable(window)
        window.unlock(self.passwords[ADMINISTRATOR])
        self.assert_unreadable(window)

    def test_our_text_is_gone_after_quitting_which_asks_first(self) -> None:
        window = self.provisioning()
        _, token = self.fresh_token(window)
        window.confirm_quit()
        self.assertEqual(0, window.wait_for_end())
        self.assertEqual("", self.desktop.clipboard.read())

    def test_a_clipboard_manager_brings_no_token_back_after_clear_now_lock_quit_or_a_signal(self) -> None:
        with self.desktop.clipboard.managed():
            for way in (AvoAdmin.clear_now, AvoAdmin.lock, AvoAdmin.confirm_quit, AvoAdmin.terminate):
                window = self.provisioning()
                _, token = self.fresh_token(window)
                way(window)
                self.assert_stays_away(token, way.__name__)
                if way is AvoAdmin.lock:
                    window.unlock(self.passwords[ADMINISTRATOR])
                elif way is not AvoAdmin.clear_now:
                    self.assertEqual(0, window.wait_for_end())

    def assert_stays_away(self, token: str, way: str) -> None:
        """Checks that the token leaves the clipboard, and is not back for longer than a manager needs."""
        wait_until(lambda: self.desktop.clipboard.read() != token, f"a clipboard without the token after {way}", 5)
        over = time.monotonic() + 2.5
        while time.monotonic() < over:
            self.assertNotEqual(token, self.desktop.clipboard.read(), f"the token is back after {way}")
            time.sleep(POLL_SECS)

    def test_a_token_that_another_program_copied_to_the_primary_selection_is_cleared_too(self) -> None:
        window = self.provisioning()
        _, token = self.fresh_token(window)
        with self.desktop.clipboard.owned(token, "primary"):
            window.clear_now()
            window.wait_until(lambda: self.desktop.clipboard.read("primary") == "", "an empty PRIMARY selection")

    def test_a_window_that_is_minimised_or_covered_has_no_token_and_no_name_to_read(self) -> None:
        window = self.provisioning()
        client, token = self.fresh_token(window)
        for hidden in (window.minimised, window.covered):
            window.press("Reveal", within=EDIT_USER)
            window.wait_for_words(re.compile(token))
            with hidden():
                window.wait_until(lambda: not window.readable(token, client, USER), "nothing to read")
            window.wait_for_words(re.compile(client))
            window.press(re.compile("Hide|Reveal"), within=EDIT_USER)

    def test_a_hidden_window_clears_the_clipboard(self) -> None:
        window = self.provisioning()
        _, token = self.fresh_token(window)
        with window.minimised():
            wait_until(lambda: self.desktop.clipboard.read() == "", "an empty clipboard", COUNTDOWN_SECS + 8)
            self.assertEqual([], window.readable(token, USER))

    def test_a_signal_that_is_ignored_at_the_start_does_not_end_the_program(self) -> None:
        self.drop_window()
        with AvoAdmin(self.desktop, Path("/usr/bin/nohup"), (str(self.program), "--demo")) as window:
            window.wait_for("Use it", "button", seconds=30)
            window.process.send_signal(signal.SIGHUP)
            window.use_demo_password()

    def test_the_end_of_a_demonstration_by_a_signal_leaves_no_folder(self) -> None:
        self.drop_window()
        temporary = self.desktop.folder / "temporary"
        temporary.mkdir()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            # What was started by nohup, or by a shell in the background, passes on that it ignores one of them.
            signal.signal(number, signal.SIG_DFL)
            with AvoAdmin(self.desktop, self.program, ("--demo",), {"TMPDIR": str(temporary)}) as window:
                window.wait_for("Use it", "button", seconds=30)
                self.assertEqual(1, len(list(temporary.glob("avo-admin-demo-*"))))
                window.process.send_signal(number)
                self.assertEqual(0, window.wait_for_end(), number.name)
            self.assertEqual([], list(temporary.iterdir()), number.name)

    def test_the_window_follows_the_desktops_setting_for_dark_windows(self) -> None:
        self.drop_window()
        with self.desktop.settings_portal(1) as change:
            with AvoAdmin(self.desktop, self.program, ("--demo",)) as window:
                window.wait_for("Use it", "button", seconds=30)
                window.wait_until(lambda: self.desktop.brightness() < 0.4, "a dark window")
                change(2)
                window.wait_until(lambda: self.desktop.brightness() > 0.6, "a light window")
                change(1)
                window.wait_until(lambda: self.desktop.brightness() < 0.4, "a dark window again")

    def test_no_secret_is_left_in_any_file(self) -> None:
        if len(self.secrets) == len(self.passwords):
            self.fresh_token(self.provisioning())
        window = self.signed_in()
        # Read while the window is open and the write-ahead log exists, and again after exit.
        self.assert_no_secret_in_files(expected=("avo.db", "avo.db-wal", "avo-admin.log"))
        window.kill()
        self.assert_no_secret_in_files(expected=("avo.db", "avo-admin.log"))

    def assert_no_secret_in_files(self, expected: tuple) -> None:
        folders = (self.desktop.home, self.database.parent)
        files = [self.log, *(file for folder in folders for file in folder.rglob("*") if file.is_file())]
        contents = {file: file.read_bytes() for file in files}
        for name in expected:
            self.assertTrue(any(file.name == name and contents[file] for file in files), f"{name} was searched")
        everything = b"".join(contents.values())
        self.assertIn(ADMINISTRATOR.encode(), everything, "what is no secret is found, so a secret would be")
        found = [file.name for file, content in contents.items()
                 for secret in self.secrets if secret.encode() in content or secret.encode("utf-16-le") in content]
        self.assertEqual([], found)

    def test_the_demo_leads_from_its_offered_password_to_a_token(self) -> None:
        self.drop_window()
        with AvoAdmin(self.desktop, self.program, ("--demo",)) as window:
            token = walk_demo(window, lambda done, picture: None)
            self.assertRegex(token, TOKEN)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    RealWindow.program, RealWindow.evidence = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    sys.exit(run_stories(RealWindow, sys.argv[3:]))
