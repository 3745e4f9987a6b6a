"""The chain of sealed blocks: whether every row that was sealed is there as it was, and no block was made, changed or lost."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Row, func, select

from pantbox.kept import KEPT, KeptTable
from pantbox.keys import Keys
from pantbox.seals.rows import KEY_BYTES, MEMBER_BYTES, Members, digest, id_of, table_of, texts, unpacked
from pantbox.seals.sealing import BLOCKS, NOTHING_BEFORE, block_hash, block_mac
from pantbox.seals.signed_rows import AT_ONCE, SIGNED, Unsigned, is_signed, unsigned_rows
from pantbox.seals.unsealed import all_unsealed, last_sealed, unsealed
from pantbox.signatures import signing_keys

SHOWN_MAX = 100


@dataclass
class Chain:
    """What was found of all blocks. `head` is the hash of the last one: who keeps it can ask for it later."""

    blocks: int = 0
    rows: int = 0
    head: str = NOTHING_BEFORE
    hashes: dict[str, int] = field(default_factory=dict)
    """The numbers of the blocks, by their hashes."""
    broken: list[str] = field(default_factory=list)
    """Blocks that are not as they were made, and gaps."""
    wrong: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Rows that are changed or gone, by their table, at most some hundred; and how many blocks hold more than there are."""
    waiting: int = 0
    """Rows that the next block takes."""
    unsigned: dict[str, Unsigned] = field(default_factory=lambda: {name: Unsigned() for name in SIGNED})
    """Rows, in a block or not, that should carry a signature and do not, by their table."""


def read_chain(connection: Connection, keys: Keys, now: datetime) -> Chain:
    """Look at every block and every row in it. Memory is that of one block, and of the hashes."""
    chain = Chain()
    there: Counter[str] = Counter()
    kept = {one.name: one for one in KEPT}
    for block in _blocks(connection):
        _link(chain, block, keys)
        sealed = unpacked(block.members)
        if block.table in kept:
            now_there = texts(connection, kept[block.table], sealed)
            there[block.table] += len(now_there)
            _compare(chain, kept[block.table], sealed, now_there)
            _look(chain, keys, block.table, now_there)
    for one in KEPT:
        table = table_of(one)
        rows = connection.scalar(select(func.count()).select_from(table)) or 0
        if last_sealed(connection, one):
            found = unsealed(connection, one, now)
            if rows != there[one.name] + len(found):
                found = all_unsealed(connection, one)
            _look_at_waiting(chain, connection, one, keys, found)
            waiting = len(found)
        else:  # all its rows wait, and their keys are kept nowhere
            waiting = rows
            if one.name in SIGNED:
                chain.unsigned[one.name] = unsigned_rows(connection, one, signing_keys(keys).rows)
        chain.waiting += waiting
        if rows != there[one.name] + waiting:
            chain.wrong[one.name].append(
                f"{one.name}: {there[one.name] + waiting - rows} more than there are"
            )
    return chain


def _look_at_waiting(
    chain: Chain, connection: Connection, kept: KeptTable, keys: Keys, found: set[bytes]
) -> None:
    """Look at the signatures of rows that are in no block yet, as at those of the others."""
    if kept.name in SIGNED:
        waiting = sorted(found)
        for first in range(0, len(waiting), AT_ONCE):
            _look(chain, keys, kept.name, texts(connection, kept, waiting[first : first + AT_ONCE]))


def _look(chain: Chain, keys: Keys, table: str, found: dict[bytes, str]) -> None:
    """Whether these rows are signed, where rows of their table are."""
    if table in SIGNED:
        key = signing_keys(keys).rows
        for id_, sealed in found.items():
            if not is_signed(key, table, sealed):
                chain.unsigned[table].add(key, table, id_.hex(), sealed)


def _blocks(connection: Connection) -> Iterator[Row[tuple[object, ...]]]:
    """In order, one at a time."""
    number = 0
    while True:
        query = select(BLOCKS).where(BLOCKS.c.number > number).order_by(BLOCKS.c.number).limit(1)
        block = connection.execute(query).first()
        if block is None:
            return
        yield block
        number = block.number


def _link(chain: Chain, block: Row[tuple[object, ...]], keys: Keys) -> None:
    expected = block_hash(block.number, block.table, block.sealed_at, block.members, block.before)
    is_last = block.last_key == block.members[-MEMBER_BYTES:][:KEY_BYTES]
    is_next = is_last and block.number == chain.blocks + 1 and block.before == chain.head
    if not is_next or block.hash != expected or block.mac != block_mac(keys, expected):
        chain.broken.append(f"block {block.number}")
    chain.blocks, chain.head = block.number, block.hash
    chain.hashes[block.hash] = block.number


def _compare(chain: Chain, kept: KeptTable, sealed: Members, now: dict[bytes, str]) -> None:
    chain.rows += len(sealed)
    id_ = table_of(kept).c.id
    wrong = chain.wrong[kept.name]
    for key, was in sealed.items():
        is_as_it_was = key in now and digest(kept.name, now[key]) == was
        if not is_as_it_was and len(wrong) < SHOWN_MAX:
            wrong.append(f"{kept.name} {id_of(id_, key)} {'changed' if key in now else 'gone'}")
