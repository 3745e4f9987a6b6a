"""What all commands do alike that close something, or open it again."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from pantbox.cli.installation import installation
from pantbox.cli.telling import tell
from pantbox.containers.types import ContainerType
from pantbox.places.stations import Station
from pantbox.places.vendors import Vendor

Closable = Station | Vendor | ContainerType


def close_or_reopen(
    find: Callable[[Session], Closable], change: Callable[..., None], sentence: str, *, as_json: bool
) -> None:
    """Do to what is found what one action of the core does, and say it with the name it was found by."""
    with installation() as core, core.database.transaction() as session:
        found = find(session)
        change(session, found, None, core.clock(), by="cli")
        named = {"slug": found.slug} if isinstance(found, ContainerType) else {"name": found.name}
        facts = {"id": found.id, **named, "closed_at": found.closed_at}
    tell(sentence.format(*named.values()), facts, as_json=as_json)
