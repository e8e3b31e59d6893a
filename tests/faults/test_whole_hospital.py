"""All registers together, at random: people, records, steps right and wrong, for years."""

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from app.services import audit
from app.services.registers.catalog import REGISTERS
from tests.cast import cast_of
from tests.hospital import founded
from tests.walking import Walk

Clock = Callable[[str], datetime]
BEGIN = datetime.fromisoformat("2026-01-05 08:00")
YEARS = timedelta(days=6 * 365)
NUMBER = re.compile(r"([A-Z]+-\w+-\d{6})-(\d{4,})")


@pytest.mark.parametrize("turns", [5_000, pytest.param(50_000, marks=pytest.mark.faults)])
def test_no_walk_breaks_what_the_procedure_holds(
    tmp_path: Path, set_clock: Clock, turns: int
) -> None:
    set_clock(f"{BEGIN:%Y-%m-%d %H:%M}")
    admin = founded(tmp_path)
    walk = Walk(cast_of(admin), 2)
    for turn in range(turns):
        if turn % 20 == 0:
            set_clock(f"{BEGIN + YEARS * turn / turns:%Y-%m-%d %H:%M}")
            walk.gather(turn % 100 == 0)
        walk.turn()
    with admin.database.read() as session:
        assert audit.verify(session).ok
        numbers = [
            number
            for kind in REGISTERS
            for (number,) in session.execute(text(f"SELECT number FROM {kind.name}"))
        ]
    assert admin.database.integrity_problems() == []
    admin.database.close()
    series = defaultdict(list)
    for number in numbers:
        found = NUMBER.fullmatch(number)
        assert found, number
        series[found[1]].append(int(found[2]))
    assert all(sorted(one) == list(range(1, len(one) + 1)) for one in series.values())
    # The walk reached what it is about: ends, failures, judgements, each in its register.
    assert set(walk.taken) >= {
        "complaint.close", "nonconforming_service.close", "nonconforming_service.decide",
        "corrective_action.close", "corrective_action.fail", "quality_feedback.file",
        "audit_nonconformity_report.close", "service_defect_entry.close", "evidence_seal.open",
        "nonconforming_service.upgrade", "nonconforming_service.judge_major", "void", "raise",
    }  # fmt: skip
    assert walk.refused > turns / 10
