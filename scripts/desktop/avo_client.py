"""The reference client's window, Avo Assure Client Registration, by the labels of its fields."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Optional

from accessibility import Node
from desktop import FIELDS, Desktop, Window

# The roles of the answer for a screen reader: an error interrupts, other messages wait.
ANSWERS = ("notification", "alert", "status bar")


class AvoClient(Window):
    """Stores its credential in the file `credential`, by default in a separate folder of the desktop."""

    def __init__(self, desktop: Desktop, program: Path, credential: Optional[Path] = None, arguments: tuple = (),
                 environment: Optional[dict] = None, **rest: object) -> None:
        self.credential = credential or desktop.folder / "client" / "credential.json"
        rest.setdefault("log", desktop.folder / "client.log")
        super().__init__(desktop, [str(program), "--credential", str(self.credential), *arguments], environment, **rest)

    # The form

    def fill_in(self, server: str, fingerprint: str = "") -> None:
        """Fills in the server and the fingerprint."""
        self.fill("Server", server)
        self.fill("Certificate fingerprint", fingerprint)

    def paste_token(self) -> None:
        """Pastes the clipboard into the field and waits until the field has text."""
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
        before = self._message()
        self.press(button)

        def answer() -> Optional[str]:
            message = self._message()
            is_new = message and not message.name.startswith("Contacting ") and not (before and message.path == before.path)
            return message.name if is_new else None

        return self.wait_until(answer, "an answer", 40)

    # Reading

    def check_words(self) -> str:
        """The check words of the token in the field."""
        return self.wait_for_words(re.compile("^Check words: ")).removeprefix("Check words: ").split(".")[0]

    def answer(self) -> str:
        """The last announced answer with cause and next step, or an empty text."""
        message = self._message()
        return message.name if message else ""

    def _message(self) -> Optional[Node]:
        # Each answer is a separate object, even if its text is the same.
        return next(iter(self.tree().find_all(re.compile("."), ANSWERS)), None)

    def status(self) -> str:
        """The status line, `Registered as … since …` or `Not registered`, or an empty text."""
        line = re.compile("^Registered as .* since |^Not registered$")
        return next((words for words in self.words() if line.search(words)), "")
