"""Who listens to all logs of a test run and knows a secret when it hears one.

Secrets are known in two ways. Those this process makes are noted as they are made. Those a server of its own made are known
by their shape: tokens, links and codes are long, random, and look like nothing else that is logged.
"""

import logging
import re
import secrets
from pathlib import Path

from pantbox.keys import Keys

TYPED = (
    "a secret of tests, long enough to be one", "et langt kodeord", "correct horse battery", "solskin i parken", "et helt andet kodeord",
    "long enough, this", "+4520", "4111111111111111", "4111 1111 1111 1111",
)  # fmt: skip
"""What people type in these tests: passwords, phone numbers, card numbers, and the house's own secret."""

WORD = re.compile(r"[A-Za-z0-9_-]{14,}")
CODE = re.compile(r"[SV]?-?(?=[A-Z]*\d)(?=\d*[A-Z])([0-9A-HJKMNP-TV-Z]{16}|[0-9A-HJKMNP-TV-Z]{26})")
"""Of vouchers, slips, crew cards, claims and phones: Crockford signs, at least one of them a digit and one a letter."""
TOKEN = re.compile(r"pbx_\S{20,}|(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9_-]{40,}")
NOTED_LENGTH_MIN = 14


class Ear(logging.Handler):
    """Hears every log of this process. `hear()` begins with a new test; `told()` says which secrets it held."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.known: set[str] = set()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def hear(self) -> None:
        """Listen, also where another handler was put in place of this one."""
        self.lines.clear()
        for name in ("", "pantbox"):
            logger = logging.getLogger(name)
            if self not in logger.handlers:
                logger.addHandler(self)
        logging.getLogger("pantbox").setLevel(logging.INFO)

    def told(self) -> list[str]:
        """The lines with a secret in them, since `hear`."""
        return [line for line in self.lines if secrets_in(line, self.known)]

    def note_what_is_made(self) -> None:
        """Know the secrets that are made from now on, whoever makes them."""
        derive, token_urlsafe = Keys.derive, secrets.token_urlsafe

        def derive_noted(keys: Keys, purpose: str, message: str, *, signs: int = 16) -> str:
            made = derive(keys, purpose, message, signs=signs)
            self._note(made)
            return made

        def token_noted(length: int | None = None) -> str:
            made = token_urlsafe(length)
            self._note(made)
            return made

        Keys.derive = derive_noted  # type: ignore[method-assign]
        secrets.token_urlsafe = token_noted

    def _note(self, secret: str) -> None:
        if len(secret) >= NOTED_LENGTH_MIN:
            self.known.add(secret)


def secrets_in(text: str, known: set[str] = frozenset()) -> list[str]:  # type: ignore[assignment]
    """The secrets a text holds."""
    found = [one for one in TYPED if one in text]
    for word in WORD.findall(text):
        parts = {word, word.replace("-", "")[-16:], word.removeprefix("V").removeprefix("S")}
        if CODE.fullmatch(word) or TOKEN.fullmatch(word) or known & parts:
            found.append(word)
    return found


def secrets_in_file(path: Path) -> list[str]:
    """The lines of a server's log that hold a secret. None if there is no such log."""
    if not path.exists():
        return []
    return [
        line for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if secrets_in(line)
    ]
