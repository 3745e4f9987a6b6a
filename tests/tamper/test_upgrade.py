"""A database of before rows were signed is brought up to date with all that is in it, and its audit is green."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

import pantbox.core
from pantbox.audit import audit
from pantbox.core import create_core
from pantbox.db import upgrade
from pantbox.jobs.closed_figures import keep_closed_figures
from pantbox.kept import VERSIONED
from pantbox.keys import Keys
from pantbox.settings import Settings
from pantbox.signatures import FUNCTION, SigningKeys, signing_keys
from tests.tamper.cases import every_case
from tests.tamper.festival import KEY
from tests.tamper.harness import postgresql_copies, sqlite_copies, tamper, without_triggers


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request, monkeypatch):
    """A played festival in a database as it was before, with rows that nobody signed."""
    monkeypatch.setattr(pantbox.core, "signing_keys", lambda _keys: SigningKeys())
    with (sqlite_copies if request.param == "sqlite" else postgresql_copies)() as copies:
        url = copies()
        _go_back(url)
        monkeypatch.undo()
        yield url


def _go_back(url: str) -> None:
    engine = create_engine(url, poolclass=NullPool)
    is_postgresql = engine.dialect.name == "postgresql"
    with engine.begin() as connection:
        for kept in VERSIONED:
            for what in ("insert", "update", "delete"):
                name = f"{kept.name}_version_{what}"
                drop = f"DROP FUNCTION {name}() CASCADE" if is_postgresql else f"DROP TRIGGER {name}"
                connection.execute(text(drop))
        if is_postgresql:
            connection.execute(text(f"DROP FUNCTION {FUNCTION}"))
            connection.execute(text("DROP FUNCTION closed_figures_is_kept() CASCADE"))
        for statement in (
            "ALTER TABLE row_version DROP COLUMN signature",
            "DROP TABLE closed_figures",
            "UPDATE alembic_version SET version_num = '0001'",
        ):
            connection.execute(text(statement))


def _say_version(url: str, version: str) -> None:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})


def red(url: str) -> set[str]:
    """What its audit finds wrong once closings have their figures again."""
    core = create_core(Settings(secret_key=KEY, database_url=url, rate_limits=False))
    keep_closed_figures(core, core.clock())
    wrong = {one.name for one in audit(core) if one.ok is False}
    core.database.dispose()
    return wrong


def test_it_is_migrated_with_what_is_in_it(url: str) -> None:
    upgrade(url, signing_keys(Keys(KEY)))

    # What was sealed of the closing's hash is gone with its table; nothing else is.
    assert red(url) == {"sealed rows are as they were"}


@pytest.mark.parametrize(
    ("case", "noticed"),
    [
        ("till_move put in with its transfers", "rows were written by us"),
        ("log_entry put in once more", "rows stand as they were changed"),
    ],
)
@pytest.mark.parametrize("version", ["0001", "0002"])
def test_what_is_put_in_is_not_answered_for_by_a_migration_that_runs_again(
    url: str, version: str, case: str, noticed: str
) -> None:
    upgrade(url, signing_keys(Keys(KEY)))
    [put_in] = [one for one in every_case() if one.name == case]
    assert tamper(url, put_in, without_triggers) == ""
    assert noticed in red(url)

    if version == "0001":
        _go_back(url)
    else:
        _say_version(url, version)
    upgrade(url, signing_keys(Keys(KEY)))

    assert noticed in red(url)


@pytest.mark.parametrize("table", ["scan", "transfer"])
def test_after_it_no_row_is_put_in_among_those_that_nobody_signed(url: str, table: str) -> None:
    upgrade(url, signing_keys(Keys(KEY)))
    [case] = [one for one in every_case() if one.name == f"{table} put in once more"]
    assert tamper(url, case, without_triggers) == ""

    assert "rows were written by us" in red(url)


def test_one_of_the_schema_before_has_its_triggers_made_anew_and_answered_for(url: str) -> None:
    upgrade(url, signing_keys(Keys(KEY)))
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        name = "event_version_update"
        drop = f"{name}() CASCADE" if engine.dialect.name == "postgresql" else name
        connection.execute(
            text(f"DROP {'FUNCTION' if engine.dialect.name == 'postgresql' else 'TRIGGER'} {drop}")
        )
    assert "triggers are ours" in red(url)

    _say_version(url, "0003")
    upgrade(url, signing_keys(Keys(KEY)))

    assert "triggers are ours" not in red(url)  # they are what was answered for: it is there again


HOLLOW = {
    "sqlite": [
        "DROP TRIGGER refund_is_not_deleted",
        "CREATE TRIGGER refund_is_not_deleted BEFORE DELETE ON refund BEGIN SELECT 1; END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION refund_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$"
    ],
}
STRANGE = {
    "sqlite": ["CREATE TRIGGER other AFTER UPDATE ON device BEGIN UPDATE event SET name = 'x'; END"],
    "postgresql": [
        "CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
        "CREATE TRIGGER other AFTER UPDATE ON device FOR EACH ROW EXECUTE FUNCTION other()",
    ],
}


RULE = {
    "sqlite": STRANGE["sqlite"],
    "postgresql": [
        "CREATE RULE other AS ON INSERT TO log_entry DO ALSO UPDATE event SET second_payments_max = 99"
    ],
}
LEAK = {
    "sqlite": ["CREATE VIEW other AS SELECT * FROM row_version"],
    "postgresql": [
        f"CREATE OR REPLACE FUNCTION {FUNCTION}(id bigint, of_table text, of_row text, content text) RETURNS text"
        " LANGUAGE sql AS $$ SELECT current_setting('pantbox.version_key') $$"
    ],
}


@pytest.mark.parametrize("changed", [HOLLOW, STRANGE, RULE, LEAK], ids=["hollow", "strange", "rule", "leak"])
def test_a_trigger_that_is_hollow_or_none_of_ours_is_noticed(url: str, changed: dict[str, list[str]]) -> None:
    upgrade(url, signing_keys(Keys(KEY)))
    assert "triggers are ours" not in red(url)

    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        for statement in changed[engine.dialect.name]:
            connection.execute(text(statement))

    assert "triggers are ours" in red(url)
