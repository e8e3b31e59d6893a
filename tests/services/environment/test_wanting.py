"""An instrument found wanting: what it measured since is doubtful, listed, and stays in the audit."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from app import clock
from app.errors import InvalidRecord, NotAllowed
from app.models.bookkeeping import AuditEntry
from app.models.environment.check import EnvCheck
from app.services import audit
from app.services.environment import wanting
from tests.cast import Cast
from tests.env_points import add_instrument
from tests.factory import made, take
from tests.roads import ENV_FAILED

Clock = Callable[[str], datetime]
KIND = ENV_FAILED.kind
SINCE = date(2026, 3, 1)


def at(cast: Cast, set_clock: Clock, moment: str, code: str = "YQ-1") -> int:
    """A check that passed, measured at a moment with an instrument."""
    set_clock(moment)
    check = made(cast.nurse, KIND, value="8", instrument_code=code, checked_at=clock.now())
    take(cast.nurse, KIND, check, "judge_pass")
    return check


def test_what_it_measured_since_is_doubtful_and_listed(cast: Cast, set_clock: Clock) -> None:
    for code in ("YQ-1", "YQ-2"):
        add_instrument(cast.admin, code, date(2027, 1, 1))
    at(cast, set_clock, "2026-02-28 23:50")
    first = at(cast, set_clock, "2026-03-01 00:10")
    at(cast, set_clock, "2026-03-02 09:00", "YQ-2")
    last = at(cast, set_clock, "2026-03-03 09:00")
    found = wanting.found_wanting(cast.head, "YQ-1", SINCE, "校准时偏高 2 Pa")
    assert [one.check_id for one in found.checks] == [first, last]
    assert not any(one.by_recheck for one in found.checks)
    with cast.admin.database.read() as session:
        marked = session.scalars(select(EnvCheck.id).where(EnvCheck.doubtful)).all()
        bodies = [json.loads(one) for one in session.scalars(select(AuditEntry.body))]
        assert audit.verify(session).ok
    assert set(marked) == {first, last}
    entries = [one for one in bodies if one["act"] == "instrument.found_wanting"]
    assert len(entries) == 3  # two checks, and the instrument


def test_a_recheck_made_with_it_is_listed_too(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-02 09:00")
    add_instrument(cast.admin, "YQ-1", date(2027, 1, 1))
    check = ENV_FAILED.walk(cast, until="recheck")
    take(cast.nurse, KIND, check, "recheck", recheck_value="6", recheck_instrument="YQ-1")
    (found,) = wanting.found_wanting(cast.head, "YQ-1", SINCE, "偏高").checks
    assert (found.check_id, found.by_recheck) == (check, True)
    later = SINCE + timedelta(days=1)
    set_clock("2026-03-04 09:00")
    assert wanting.found_wanting(cast.head, "YQ-1", later + timedelta(days=1), "偏高").checks == ()


def test_it_is_said_by_who_keeps_the_settings_with_a_reason(cast: Cast) -> None:
    add_instrument(cast.admin, "YQ-1", None)
    with pytest.raises(NotAllowed):
        wanting.found_wanting(cast.nurse, "YQ-1", clock.today(), "偏高")
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(InvalidRecord) as refused:
        wanting.found_wanting(cast.head, "YQ-9", tomorrow, " ")
    assert set(refused.value.problems) == {"code", "since", "why"}
