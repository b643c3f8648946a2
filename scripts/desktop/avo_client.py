"""The reference client's window, Avo Assure Client Registration, in the words of its fields."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Optional

from accessibility import Node
from desk import FIELDS, Desktop, Window

# What the answer is to a screen reader: a problem interrupts, everything else waits its turn.
ANSWERS = ("notification", "alert", "status bar")


class AvoClient(Window):
    """Keeps its credential in `credential`, a file in a folder of its own on the desktop unless another is named."""

    def __init__(self, desktop: Desktop, program: Path, credential: Optional[Path] = None, arguments: tuple = (),
                 environment: Optional[dict] = None, **rest: object) -> None:
        self.credential = credential or desktop.folder / "client" / "credential.json"
        rest.setdefault("log", desktop.folder / "client.log")
        super().__init__(desktop, [str(program), "--credential", str(self.credential), *arguments], environment, **rest)

    # The form

    def fill_in(self, server: str, fingerprint: str = "") -> None:
        """The fields that are typed or copied from the console at leisure."""
        self.fill("Server", server)
        self.fill("Certificate fingerprint", fingerprint)

    def paste_token(self) -> None:
        """Pastes what is on the clipboard into the field, as a person does, and waits until something has arrived."""
        self.focus("Token", FIELDS)
        self.keys("ctrl+a", "ctrl+v")
        self.wait_until(lambda: self.find("Token", FIELDS).text, "something in the field Token")

    def submit(self) -> str:
        """Submits and returns the answer."""
        return self._ask("Submit")

    def connect(self) -> str:
        """Connects and returns the answer."""
        return self._ask("Connect")

    def _ask(self, button: str) -> str:
        before = self._told()
        self.press(button)

        def answer() -> Optional[str]:
            told = self._told()
            is_new = told and not told.name.startswith("Asking ") and not (before and told.path == before.path)
            return told.name if is_new else None

        return self.wait_until(answer, "an answer", 40)

    # Reading

    def answer(self) -> str:
        """What was read aloud last as the answer, cause and next step in one; nothing where nothing was."""
        told = self._told()
        return told.name if told else ""

    def _told(self) -> Optional[Node]:
        # Each answer is an object of its own, also where the words are the same.
        return next(iter(self.tree().find_all(re.compile("."), ANSWERS)), None)

    def status(self) -> str:
        """The status line: `Registered as … since …` or `Not registered`; nothing where there is neither."""
        line = re.compile("^Registered as .* since |^Not registered$")
        return next((words for words in self.words() if line.search(words)), "")
