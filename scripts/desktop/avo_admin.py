"""Avo Admin's window by the labels of its screens, for the walk and the tests."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Callable, Optional

from accessibility import Node
from desktop import FIELDS, Desktop, Window

TOKEN = re.compile(r"avo_[0-9A-Za-z]{49}")
ONE_TIME_PASSWORD = "One-time password"
ONE_TIME_TEXT = re.compile(r"[a-z2-9]{5}(-[a-z2-9]{5}){4}")
CREATE_USER = ("Create User", "dialog")
EDIT_USER = ("Edit User", "dialog")
DIALOGS = ("dialog", "alert")
DETAILS = "User Details"
PROVISION = "Avo Assure Client Provision"
CLIENT_NAME = "Avo Assure Client Name"
# The possible roles of an entry in the navigation pane or in a menu.
ENTRIES = ("button", "toggle", "tab", "link", "menu item", "list item")


class AvoAdmin(Window):
    def __init__(self, desktop: Desktop, program: Path, arguments: tuple = (), environment: Optional[dict] = None,
                 **rest: object) -> None:
        super().__init__(desktop, [str(program), *arguments], environment, **rest)

    # Signing in and quitting

    def create_first_administrator(self, user_name: str, password: str) -> None:
        self.fill("User Name", user_name)
        self.fill("Email Id", f"{user_name}@example.org")
        self.fill("First Name", "Ada")
        self.fill("Last Name", "Lovelace")
        self.fill("Password", password)
        self.fill("Confirm Password", password)
        self.press("Create administrator")
        self.wait_for_shell()

    def sign_in(self, user_name: str, password: str) -> None:
        self.fill("User Name", user_name)
        self.fill("Password", password)
        self.press("Sign in")
        self.wait_for_shell()

    def use_demo_password(self) -> None:
        """Selects `Use it`, which fills in the form, and `Sign in` if necessary."""
        self.press("Use it")

        def filled_or_in() -> Optional[Node]:
            password = self.find("Password", FIELDS)
            return password if password and password.text else self._shell()

        self.wait_until(filled_or_in, "the demo's password in its field")
        button = self.find("Sign in", "button")
        if button and button.enabled:
            self.press("Sign in")
        self.wait_for_shell()

    def _shell(self) -> Optional[Node]:
        node = self.find("User Management", ENTRIES)
        return node if node and node.enabled else None

    def wait_for_shell(self) -> Node:
        return self.wait_until(self._shell, "the navigation of a signed-in administrator", 20)

    def lock(self) -> None:
        self.keys("ctrl+l")
        self.wait_for("Unlock", "button")

    def unlock(self, password: str) -> None:
        self.fill("Password", password)
        self.press("Unlock")
        self.wait_gone("Unlock", "button", seconds=20)

    def confirm_quit(self) -> None:
        """Closes the window and confirms if it asks."""
        self.close()
        question = self.wait_for(re.compile("clipboard|quit|close", re.I), DIALOGS)
        going_on = [node for node in question.find_all(re.compile("clear|quit|close", re.I), "button")
                    if not re.search("cancel|keep|stay", node.name, re.I)]
        self.press(going_on[0].name if going_on else "Quit", within=(question.name, DIALOGS))

    # Users

    def open_user_management(self) -> None:
        self.press("User Management", ENTRIES)
        self.wait_for("Search", FIELDS)

    def user_names(self) -> list[str]:
        """The users whose rows are currently in the table."""
        buttons = self.tree().find_all(re.compile(r"^Edit (?!User$)"), "button")
        return [node.name[len("Edit "):] for node in buttons]

    def edit_user(self, user_name: str) -> None:
        self.press(f"Edit {user_name}")
        self.wait_for(*EDIT_USER)

    def create_user(self, user_name: str, password: str) -> None:
        """Creates a user and leaves the user's provision tab open."""
        self.press("Create")
        self.wait_for(*CREATE_USER)
        for label, text in (("Email Id", f"{user_name}@example.org"), ("First Name", "Grace"), ("Last Name", "Hopper"),
                            ("User Name", user_name), ("Password", password), ("Confirm Password", password)):
            self.fill(label, text, within=CREATE_USER)
        self.press("Create", within=CREATE_USER)
        self.wait_for_words("User Created Successfully!", 20)
        self.wait_for(CLIENT_NAME, FIELDS, within=EDIT_USER)

    def open_tab(self, name: str) -> None:
        self.press(name, "tab", within=EDIT_USER)
        self.wait_until(lambda: "selected" in self.find(name, "tab", EDIT_USER).states, f"the tab {name!r}")

    def generate(self, client: str) -> str:
        """Generates a client's token and waits until it is on the clipboard."""
        before = self.desktop.clipboard.read()
        self.fill(CLIENT_NAME, client, within=EDIT_USER)
        self.press("Generate", within=EDIT_USER)
        return self.copied(TOKEN, before, "a token on the clipboard")

    def one_time_password(self) -> str:
        """Makes a one-time password for the user of the open dialog and waits until it is on the clipboard."""
        before = self.desktop.clipboard.read()
        self.press(ONE_TIME_PASSWORD, within=EDIT_USER)
        question = self.wait_for(re.compile("^Make a one-time password"), DIALOGS)
        self.press(ONE_TIME_PASSWORD, within=(question.name, DIALOGS))
        self.wait_for(ONE_TIME_PASSWORD, DIALOGS)
        return self.copied(ONE_TIME_TEXT, before, "a one-time password on the clipboard")

    def copied(self, form: re.Pattern, before: str, what: str) -> str:
        """Waits until a new text of this form is on the clipboard."""
        def text() -> Optional[str]:
            text = self.desktop.clipboard.read()
            return text if text != before and form.fullmatch(text) else None

        return self.wait_until(text, what)

    def check_words(self) -> str:
        """The check words beside the token."""
        return self.wait_for_words(re.compile("^Check words: ")).removeprefix("Check words: ")

    def clear_now(self) -> None:
        self.press("Clear now", within=EDIT_USER)

    # Settings

    def set_clipboard_seconds(self, seconds: int) -> None:
        self.press("Settings", ENTRIES)
        wanted = re.compile("seconds.*clipboard|clipboard.*seconds", re.I)
        control = self.wait_for(wanted, ("spin button", "slider", *FIELDS), enabled=True)
        if control.role in FIELDS:
            self.fill(control.name, str(seconds))
            self.keys("Tab")
        else:
            self.set_value(control.name, control.role, seconds)


def walk_demo(window: AvoAdmin, step: Callable[[str, str], None]) -> str:
    """The main workflow on a demo directory: sign in, edit, provision, generate, copy. `step` receives a description
    of each step and a name for its screenshot. Returns the token."""
    window.wait_for("Use it", "button", seconds=30)
    step("The sign-in screen offers the demo password", "1-sign-in")
    window.use_demo_password()
    window.open_user_management()
    window.wait_until(lambda: len(window.user_names()) > 1, "the demo's users in the table")
    step("Signed in: User Management lists the users", "2-user-management")
    user_name = window.user_names()[1]
    window.edit_user(user_name)
    window.fill("Last Name", "Walker", within=EDIT_USER)
    step(f"Edit User is open for {user_name} with a new Last Name", "3-user-details")
    window.open_tab(PROVISION)
    token = window.generate("walk-through")
    step("Generate created a token and copied it to the clipboard", "4-provision")
    window.desktop.clipboard.write("something else that was copied meanwhile")
    window.press("Copy", within=EDIT_USER)
    window.wait_until(lambda: window.desktop.clipboard.read() == token, "the same token on the clipboard again")
    step("Copy copied the token again", "5-copied")
    window.press("Update", within=EDIT_USER)
    window.wait_for_words("User updated successfully")
    step("Update saved the details and closed the dialog", "6-updated")
    return token
