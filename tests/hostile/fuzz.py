"""libFuzzer on what reads codes: it mutates bytes towards lines of `read_code` and its neighbours nobody has tried yet.

    python -m tests.hostile.fuzz --seconds 300        (make hostile; needs requirements/audit.txt, Linux)

Prints how many texts it tried; stops at the first that makes them stumble, and prints it.
"""

import argparse
import sys
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["pantbox.containers", "pantbox.refunds.codes", "pantbox.refunds.tickets", "pantbox.cards"]
):
    from pantbox.cards import looks_like_a_card_number
    from pantbox.containers.codes import CodeKind, read_code
    from pantbox.containers.grai import Grai, asset_of
    from pantbox.containers.serials import human_code, is_genuine, new_serial, read_human_code, shown
    from pantbox.refunds.codes import hash_of
    from pantbox.refunds.tickets import read_ticket

from pantbox.clock import new_id
from pantbox.errors import BadInput
from pantbox.keys import Keys

CORPUS = Path("build/fuzz/codes")
KEYS = Keys("a secret of at least thirty-two signs")
VISIT = new_id()
TEXT_MAX = 300


def try_one(data: bytes) -> None:
    """A stumble is any error but `BadInput`, or a container that is not genuine."""
    text = data.decode(errors="replace")[:TEXT_MAX]
    with suppress(BadInput):
        code = read_code(text, KEYS)
        if code.kind is CodeKind.CONTAINER and not is_genuine(KEYS, Grai(code.asset, code.value)):
            raise AssertionError(f"forged: {text!r}")
    with suppress(BadInput):
        hash_of(text, KEYS)
    if read_ticket(KEYS, VISIT, text) is not None:
        raise AssertionError(f"a ticket: {text!r}")
    read_human_code(text)
    looks_like_a_card_number(text)


def begin_with_ours(folder: Path) -> None:
    """Codes of every kind to begin from: nobody finds a keyed tag by chance."""
    asset = asset_of("952000", 7)
    grai = Grai(asset, new_serial(KEYS, asset, "7K3M9QX"))
    human = shown(human_code(grai.serial))
    told = [grai.link("https://pant.example"), f"(8003){grai}", f"]C18003{grai}\x1d", human, "VABCD2345ABCD2345", "S-ABCD-2345-ABCD-2345",
            f"HTTPS://PANT.EXAMPLE/R/{VISIT.hex.upper()}#T7.3.ABCDEFGH", "C-000123", "G000123", "HTTPSÆ--MIN-PANT.EXAMPLE-B-ABCDEFGH",
            "4111 1111 1111 1111"]  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(told):
        (folder / f"ours-{number}").write_text(text, encoding="utf-8")


def main() -> None:
    """Fuzz for so long."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=20261126)
    told = parser.parse_args()
    begin_with_ours(CORPUS)
    atheris.Setup(
        [
            sys.argv[0],
            str(CORPUS),
            f"-max_total_time={told.seconds}",
            f"-seed={told.seed}",
            f"-max_len={4 * TEXT_MAX}",
            "-print_final_stats=1",
            "-artifact_prefix=build/",
        ],
        try_one,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
