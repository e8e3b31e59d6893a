"""四.2.(2)②: minor becomes major at any time, major becomes minor by the committee's record alone."""

import pytest

from app.errors import InvalidRecord, NotAllowed, StepRefused
from app.services import reading, records
from tests.cast import Cast
from tests.factory import made, take
from tests.roads import MAJOR, MINOR, status

KIND = MINOR.kind


def severity(cast: Cast, record_id: int) -> str:
    return str(reading.load(cast.head, KIND, record_id).values["severity"])


def change_severity(cast: Cast, record_id: int, to: str) -> None:
    version = reading.load(cast.head, KIND, record_id).version
    records.change(cast.head, KIND, record_id, version, {"severity": to}, "重新判断")


@pytest.mark.parametrize("before", [one.action for one in MINOR.moves])
def test_a_minor_one_becomes_major_at_any_time(cast: Cast, before: str) -> None:
    record_id = MINOR.walk(cast, before)
    take(cast.head, KIND, record_id, "upgrade", incident_level="LEVEL_II")
    assert (severity(cast, record_id), status(cast.head, KIND, record_id)) == (
        "MAJOR", "IDENTIFIED",
    )  # fmt: skip
    for move in MAJOR.moves[:3]:
        MAJOR.go(cast, record_id, move)
    assert status(cast.head, KIND, record_id) == "DECIDED"


def test_becoming_major_names_the_level_and_takes_the_offices_head(cast: Cast) -> None:
    record_id = MINOR.walk(cast, "correct")
    with pytest.raises(InvalidRecord, match="事件分级"):
        take(cast.head, KIND, record_id, "upgrade")
    with pytest.raises(NotAllowed):
        take(cast.handler, KIND, record_id, "upgrade", incident_level="LEVEL_II")


@pytest.mark.parametrize("before", ["report_orally", "review", "decide", "verify", "close"])
def test_a_major_one_becomes_minor_with_the_committees_record_only(cast: Cast, before: str) -> None:
    record_id = MAJOR.walk(cast, before)
    with pytest.raises(InvalidRecord, match="委员会记录"):
        take(cast.head, KIND, record_id, "downgrade")
    take(cast.head, KIND, record_id, "downgrade", committee_record="YLZL-2026-03")
    assert severity(cast, record_id) == "MINOR"
    MINOR.go(cast, record_id, MINOR.moves[0])
    assert status(cast.head, KIND, record_id) == "CORRECTED"


@pytest.mark.parametrize("special", ["MAJOR", "SUSPECTED"])
def test_editing_the_field_does_not_make_it_minor(cast: Cast, special: str) -> None:
    record_id = made(cast.head, KIND, severity=special)
    with pytest.raises(StepRefused, match=r"要有委员会记录.*四\.2\.\(2\)②"):
        change_severity(cast, record_id, "MINOR")
    assert severity(cast, record_id) == special


def test_a_judgement_is_not_taken_back_to_suspicion(cast: Cast) -> None:
    record_id = made(cast.head, KIND, severity="MAJOR")
    with pytest.raises(StepRefused, match="不能改回“疑似严重”"):
        change_severity(cast, record_id, "SUSPECTED")


def test_editing_the_field_on_the_way_would_leave_no_road_and_is_refused(cast: Cast) -> None:
    record_id = MINOR.walk(cast, "score")
    with pytest.raises(StepRefused, match="用“定为严重…”"):
        change_severity(cast, record_id, "MAJOR")
    MINOR.go(cast, record_id, MINOR.moves[3])


@pytest.mark.parametrize("before", ["report_orally", "review", "decide", "verify", "close"])
def test_a_suspected_one_is_judged_where_it_stands(cast: Cast, before: str) -> None:
    record_id = made(cast.nurse, KIND, severity="SUSPECTED")
    for move in MAJOR.moves:
        if move.action == before:
            break
        MAJOR.go(cast, record_id, move)
    stood = status(cast.head, KIND, record_id)
    take(cast.head, KIND, record_id, "judge_major", incident_level="LEVEL_I")
    assert (severity(cast, record_id), status(cast.head, KIND, record_id)) == ("MAJOR", stood)
    with pytest.raises(StepRefused, match="已经是严重不合格"):
        take(cast.head, KIND, record_id, "judge_major")


def test_a_suspected_one_is_not_closed_unjudged(cast: Cast) -> None:
    record_id = made(cast.nurse, KIND, severity="SUSPECTED")
    for move in MAJOR.moves[:-1]:
        MAJOR.go(cast, record_id, move)
    with pytest.raises(StepRefused, match="先定性"):
        MAJOR.go(cast, record_id, MAJOR.moves[-1])


@pytest.mark.parametrize("action", ["correct", "issue_feedback", "submit_plan", "score", "file"])
def test_a_major_one_does_not_walk_the_minor_road(cast: Cast, action: str) -> None:
    move = next(one for one in MINOR.moves if one.action == action)
    record_id = MINOR.walk(cast, action)
    move.first(cast, record_id)
    with cast.admin.database.write() as session:
        session.get_one(KIND.model, record_id).severity = "MAJOR"
    with pytest.raises(StepRefused, match=r"按四.*①–⑦办理"):
        take(getattr(cast, move.who), KIND, record_id, action, **move.values(cast))


@pytest.mark.parametrize("action", ["report_orally", "review", "decide"])
def test_a_minor_one_does_not_walk_the_major_road(cast: Cast, action: str) -> None:
    record_id = MAJOR.walk(cast, action)
    with cast.admin.database.write() as session:
        session.get_one(KIND.model, record_id).severity = "MINOR"
    move = next(one for one in MAJOR.moves if one.action == action)
    with pytest.raises(StepRefused, match="一般不合格不走这一步"):
        MAJOR.go(cast, record_id, move)
