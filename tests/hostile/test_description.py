"""Programs that read our description, and send whatever it allows, and whatever it does not, are answered as it says.

schemathesis makes the requests out of the OpenAPI document; nothing here knows what an endpoint is for.
"""

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from pantbox.clock import new_id
from pantbox.ledger.balances import balances
from tests.api.town import Town
from tests.hostile import examples

SEED = 20261126
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
ENDS_THE_DAY = ("{event_id}/close",)
"""After it nothing more may happen, and every later request would be refused for the same reason."""


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_whatever_is_sent_is_answered_as_described(town: Town, mode: schemathesis.GenerationMode) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", town.app)
    wrong: dict[str, str] = {}
    tried = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        if not operation.path.endswith(ENDS_THE_DAY):
            tried += _try(town, operation, mode, wrong)

    assert wrong == {}
    assert tried > (70 if mode is schemathesis.GenerationMode.POSITIVE else 50)
    with town.core.database.reading() as session:
        assert sum(balances(session.connection(), town.event_id).values()) == 0


def _try(town: Town, operation: Any, mode: schemathesis.GenerationMode, wrong: dict[str, str]) -> bool:
    """Whether there was anything to try: what takes nothing cannot be sent anything wrong."""
    try:
        _attempt(town, operation, operation.as_strategy(generation_mode=mode))()
    except Unsatisfiable:
        return False
    except (Failure, FailureGroup) as failed:
        wrong[operation.label] = str(getattr(failed, "exceptions", failed))[:2_000]
    return True


def _attempt(town: Town, operation: Any, cases: st.SearchStrategy[Any]) -> Callable[[], None]:
    known = _ids(town)
    token = town.tokens[_caller(operation)] if _caller(operation) else None

    @seed(SEED)
    @settings(
        max_examples=examples(3),
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases, at_home=st.integers(0, 1), known_to_us=st.integers(0, 9))
    def attempt(case: Any, at_home: int, known_to_us: int) -> None:
        if at_home:  # else most are refused for naming nothing
            case.path_parameters = {
                name: known.get(name, value) for name, value in (case.path_parameters or {}).items()
            }
        headers = {"Idempotency-Key": str(new_id())} | (
            {"Authorization": f"Bearer {token}"} if token and known_to_us else {}
        )
        case.validate_response(case.call(headers=headers), checks=CHECKS)

    return attempt


def _caller(operation: Any) -> str | None:
    for requirement in operation.definition.raw["security"]:
        for scheme, scopes in requirement.items():
            return {"device": "desk", "phone": "desk"}.get(scheme) or str(scopes[0])
    return None


def _ids(town: Town) -> dict[str, Any]:
    return {
        "event_id": town.event_id,
        "vendor_id": town.vendor_id,
        "type_id": town.type_id,
        "station_id": town.stations["sign"],
        "sign": town.signs["sign"],
        "batch_id": 1,
        "user_id": 1,
        "container_id": 1,
    }
