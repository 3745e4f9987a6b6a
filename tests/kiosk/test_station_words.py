"""Every text the station app asks for is written, in each language."""

import re

import pytest

from pantbox.circulation.claims import Rung
from pantbox.circulation.scan import Reason
from pantbox.circulation.verdicts import waits_for
from tests.house.files import ROOT

SOURCE = ROOT / "kiosk" / "app" / "src"
ROOMS = ("api", "box", "desk", "stall", "station", "ui", "wash")
LANGUAGES = ("da", "en", "de")
SAID = re.compile(r'\bsay\(\s*"([a-z0-9-]+)[."]')
SAID_BY_CASE = re.compile(r'\bsay\([^`;()]*?\?\s*"([a-z0-9-]+)"\s*:\s*"([a-z0-9-]+)"')
WRITTEN = re.compile(r"^([a-z0-9-]+) =", re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_the_screens_ask_for_is_written(language: str) -> None:
    source = "\n".join(path.read_text("utf-8") for room in ROOMS for path in (SOURCE / room).rglob("*.ts*"))
    asked = set(SAID.findall(source)) | {key for pair in SAID_BY_CASE.findall(source) for key in pair}

    assert asked - _written(language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_of_the_api_has_its_kind_sentence(language: str) -> None:
    reasons = {f"reason-{reason.replace('_', '-')}" for reason in Reason}

    assert reasons - _written(language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_of_the_api_has_its_kind_sentence_for_guests(language: str) -> None:
    reasons = {f"phone-reason-{reason.replace('_', '-')}" for reason in Reason}

    assert reasons - _written(language, "phone") == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_to_wait_has_its_sentence_in_the_office(language: str) -> None:
    reasons = {f"office-why-{waits_for(rung).replace('_', '-')}" for rung in Rung}
    catalogue = ROOT / "admin" / "messages" / language / "doubts.ftl"

    assert reasons - set(WRITTEN.findall(catalogue.read_text("utf-8"))) == set()


def _written(language: str, app: str = "station") -> set[str]:
    catalogue = ROOT / "kiosk" / "messages" / language / f"{app}.ftl"
    return set(WRITTEN.findall(catalogue.read_text("utf-8")))
