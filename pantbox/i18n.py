"""Words in the reader's language, from Fluent catalogues: the core's own (`pantbox/messages`) and those of rooms above it."""

import re
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

_TWO_STOPS = re.compile(r"kr\.\.(?!\.)")
MESSAGES = Path(__file__).parent / "messages"


class Translator:
    """Texts in one language: `da`, `en` or `de`. `folders` hold the catalogues, by language."""

    def __init__(self, language: str, folders: tuple[Path, ...] = (MESSAGES,)) -> None:
        self.language = language
        self._bundle = _bundle(language, folders)

    def text(self, key: str, **details: object) -> str:
        """The text of `key`, with `details` filled in. Raises `KeyError` for a key no catalogue has."""
        message = self._bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        told, errors = self._bundle.format_pattern(message.value, details)
        if errors:
            raise errors[0]
        return _one_stop(str(told))

    def knows(self, key: str) -> bool:
        """Whether a catalogue has `key`."""
        return bool(self._bundle.has_message(key))


def _one_stop(text: str) -> str:
    """A sentence that ends with a sum ends with the sum's own full stop: `Der mangler 405 kr.`"""
    return _TWO_STOPS.sub("kr.", text)


@cache
def _bundle(language: str, folders: tuple[Path, ...]) -> FluentBundle:
    # Isolation marks are for mixed directions of script; in a PDF they would print as boxes.
    bundle = FluentBundle([language], use_isolating=False)
    for folder in folders:
        for path in sorted((folder / language).glob("*.ftl")):
            bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle
