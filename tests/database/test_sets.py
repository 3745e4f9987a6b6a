"""Statements over sets of rows: they leave together, and what one of them gave is its own."""

import pytest
from sqlalchemy import Integer, column
from sqlalchemy.exc import DBAPIError

from pantbox import sets

NUMBER = column("number", Integer)


def asking(sql, *numbers):
    return sets.Statement(sql, [NUMBER], [{"number": number} for number in numbers], [NUMBER])


def test_each_statement_gives_its_own_rows(core):
    with core.database.transaction() as session:
        ones, tens = sets.together(
            session.connection(),
            [
                asking("SELECT g.number FROM {given} g ORDER BY g.number", 1, 2),
                asking("SELECT g.number * 10 AS number FROM {given} g", 3),
            ],
        )

    assert [row.number for row in ones.rows] == [1, 2]
    assert [row.number for row in tens.rows] == [30]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_transaction_begins_and_its_statements_leave_before_anything_is_answered(core, tmp_path):
    said = tmp_path / "said"
    with core.database.transaction() as session, said.open("w") as file:
        driver = session.connection().connection.driver_connection
        driver.pgconn.trace(file.fileno())
        sets.together(
            session.connection(),
            [asking(f"SELECT g.number + {n} AS number FROM {{given}} g", 1) for n in range(5)],
        )
        driver.pgconn.untrace()

    assert "BEGIN" in said.read_text()
    ways = [line.split("\t")[1] for line in said.read_text().splitlines()]
    first_answer = ways.index("B")
    assert ways[:first_answer].count("F") > 5
    assert "F" not in ways[first_answer:]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_statement_that_fails_fails_all_and_the_connection_works_on(core):
    with pytest.raises(DBAPIError, match="division by zero"), core.database.transaction() as session:
        sets.together(
            session.connection(),
            [
                asking("SELECT g.number FROM {given} g", 1),
                asking("SELECT 1 / g.number AS number FROM {given} g", 0),
                asking("SELECT g.number FROM {given} g", 2),
            ],
        )

    with core.database.transaction() as session:
        assert sets.run(session.connection(), asking("SELECT g.number FROM {given} g", 7)).rows[0].number == 7
