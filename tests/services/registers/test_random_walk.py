"""A person with every role tries any step at any time, with and without what it needs."""

import random
from typing import Any

import pytest

from app import clock
from app.errors import AppError
from app.models.organisation import Role
from app.services import audit, reading, records
from app.services.operations import Desk
from tests.factory import FILED, JUDGED, KIND, REPLY, department, registered
from tests.hospital import desk_of

STEPS = 250
LEGAL = {(source, step.action): step.target for step in KIND.steps for source in step.sources}


def given(desk: Desk, action: str, others: list[int], chance: random.Random) -> dict[str, Any]:
    """What might be written with a step; every third time nothing at all."""
    if chance.random() < 0.33:
        return {}
    office = department(desk, chance.choice(("医务科", "护理部", "财务科")))
    answers: dict[str, dict[str, Any]] = {
        "resolve_on_site": {
            "cause_categories": ["ETHICS"],
            "main_cause": "ETHICS",
            "resolutions": ["APOLOGY"],
            "main_resolution": "APOLOGY",
            "complainant_opinion": "SATISFIED",
        },
        "accept": {"functional_department_id": office},
        "conclude": JUDGED,
        "reply": REPLY | {"replied_at": clock.now()},
        "close": FILED,
        "reopen": {"dispute_path": "NEGOTIATION", "reopening_reason": "不认可"},
        "escalate": {"escalation_reason": "解决不了"},
        "litigate": {"court_case_number": "（2026）1 号"},
        "pause": {"pause_reason": "等待鉴定"},
        "hold": {"legal_hold_reason": "涉诉"},
        "withdraw": {"withdrawal_evidence": "书面"},
        "merge": {"duplicate_of_id": chance.choice(others)},
    }
    return answers.get(action, {})


@pytest.mark.parametrize("seed", [1, 2])
def test_no_walk_leaves_the_life_cycle(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    everyone = desk_of(desk, *Role, department="YWK")
    ids = [registered(everyone) for _one in range(6)]
    taken = 0
    for _turn in range(STEPS):
        record_id = chance.choice(ids)
        action = chance.choice(KIND.steps).action
        before = reading.load(everyone, KIND, record_id)
        values = given(everyone, action, ids, chance)
        try:
            records.move(everyone, KIND, record_id, before.version, action, values)
        except AppError:
            after = reading.load(everyone, KIND, record_id)
            assert (after.status, after.version) == (before.status, before.version)
            continue
        after = reading.load(everyone, KIND, record_id)
        assert (before.status, action) in LEGAL
        assert after.status == (LEGAL[before.status, action] or before.status)
        assert after.trail[-1].action == action
        taken += 1
        if taken % 10 == 0:
            ids.append(registered(everyone))
    assert taken > 12
    with everyone.database.read() as session:
        assert audit.verify(session).ok
