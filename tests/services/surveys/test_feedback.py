"""Feedback F17: answered by the department, verified by another person and another department."""

import pytest

from app.errors import NotAllowed, StepRefused
from app.models.organisation import Role
from app.services import reading, records
from app.services.registers import catalog
from tests.cast import Cast
from tests.factory import department, made, take
from tests.hospital import desk_of
from tests.roads import FED_BACK
from tests.services.surveys.house import FEEDBACK

FORUM = catalog.by_name("patient_forum")
ANSWER, PROOF = (move.values for move in FED_BACK.moves)


def test_who_answered_does_not_verify(cast: Cast) -> None:
    both = desk_of(cast.admin, Role.DEPT_HEAD, Role.OFFICE_HEAD, department="YWK", staff_no="B1B")
    sheet = made(both, FEEDBACK)
    take(both, FEEDBACK, sheet, "respond", **ANSWER(cast))
    with pytest.raises(StepRefused, match="验证人不能是回复人本人"):
        take(both, FEEDBACK, sheet, "verify", **PROOF(cast))
    take(cast.head, FEEDBACK, sheet, "verify", **PROOF(cast))


def test_an_office_that_has_to_answer_does_not_verify_its_own(cast: Cast) -> None:
    logistics = department(cast.admin, "总务科")
    sheet = made(cast.handler, FEEDBACK, responsible_department_id=logistics)
    head = desk_of(cast.admin, Role.OFFICE_HEAD, department="ZWK", staff_no="Z1")
    take(head, FEEDBACK, sheet, "respond", **ANSWER(cast))
    with pytest.raises(StepRefused, match="责任科室不验证自己的整改"):
        take(cast.electrician, FEEDBACK, sheet, "verify", **PROOF(cast))


def test_what_is_not_enough_goes_back_and_keeps_its_answer(cast: Cast) -> None:
    sheet = made(cast.handler, FEEDBACK)
    take(cast.chief, FEEDBACK, sheet, "respond", **ANSWER(cast))
    take(cast.head, FEEDBACK, sheet, "send_back", return_reason="没有期限")
    view = reading.load(cast.head, FEEDBACK, sheet)
    assert str(view.status) == "RETURNED"
    assert view.values["improvement"] == "换静音轮"
    take(cast.chief, FEEDBACK, sheet, "respond", **ANSWER(cast))
    take(cast.head, FEEDBACK, sheet, "verify", **PROOF(cast))


def test_a_nonconforming_service_made_of_it_is_closed_first(cast: Cast) -> None:
    service = catalog.by_name("nonconforming_service")
    sheet = made(cast.handler, FEEDBACK)
    from_sheet = {
        "found_at": reading.load(cast.handler, FEEDBACK, sheet).values["issued_at"],
        "source": "SURVEY", "severity": "MINOR", "subject": "夜间安静", "narrative": "低于目标",
        "responsible_department_id": department(cast.admin, "骨科一病区"),
    }  # fmt: skip
    records.register(cast.handler, service, from_sheet, origin=(FEEDBACK, sheet))
    take(cast.chief, FEEDBACK, sheet, "respond", **ANSWER(cast))
    with pytest.raises(StepRefused, match="还不能验证：不合格服务"):
        take(cast.head, FEEDBACK, sheet, "verify", **PROOF(cast))


def test_the_day_asked_for_is_the_deadline(cast: Cast) -> None:
    sheet = made(cast.handler, FEEDBACK)
    view = reading.load(cast.handler, FEEDBACK, sheet)
    assert view.due is not None
    assert view.due.due_on == view.values["reply_by"]


def test_a_meeting_is_summed_up_only_with_a_measure_for_every_opinion(cast: Cast) -> None:
    forum = made(cast.nurse, FORUM)
    opinions = [{"opinion": "夜里吵"}]
    with pytest.raises(StepRefused, match="第 1 条意见还没有写责任科室和整改意见"):
        take(cast.chief, FORUM, forum, "summarise", opinions=opinions, narrative="见上")


def test_who_summed_up_does_not_review(cast: Cast) -> None:
    both = desk_of(cast.admin, Role.OFFICE_HEAD, department="YWK", staff_no="B2B")
    forum = made(both, FORUM)
    rows = [{"opinion": "夜里吵", "measure": "换轮",
             "responsible_department_id": department(cast.admin, "骨科一病区")}]  # fmt: skip
    take(both, FORUM, forum, "summarise", opinions=rows, narrative="一条")
    with pytest.raises(StepRefused, match="审阅人不能是汇总签字的本人"):
        take(both, FORUM, forum, "finish", office_opinion="同意")
    with pytest.raises(NotAllowed):
        take(cast.nurse, FORUM, forum, "finish", office_opinion="同意")
    take(cast.head, FORUM, forum, "finish", office_opinion="同意")
