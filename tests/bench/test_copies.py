"""The databases that benches read are copies of one festival, by statements for the tables there are."""

from bench import copies


def test_each_copied_table_is_there_and_its_statement_names_its_columns() -> None:
    statements = list(copies.copying(1, stations=100, accounts=1_000))

    assert [one.split()[2] for one in statements] == list(copies.COPIED)
    assert all('"event_id" + 1' in one or one.startswith("INSERT INTO event ") for one in statements)


def test_versions_are_kept_of_copied_rows_that_may_change() -> None:
    assert any("FROM station t" in one for one in copies.keeping())
