"""The pack of a month: a first sheet, and behind it the reports whose period ended with that month."""

from collections.abc import Callable
from datetime import datetime

import pytest

from app.errors import NotAllowed
from app.models.organisation import Role
from app.services import audit
from app.services.meetings import pack
from app.services.registers.catalog import by_name
from app.services.registers.reports.periodic_report import REGISTER
from app.services.registers.reports.periods import Period
from app.services.reports import activity
from tests.cast import Cast
from tests.factory import made, take
from tests.hospital import desk_of
from tests.roads import FEEDBACK, WRITTEN

Clock = Callable[[str], datetime]
SEPTEMBER = Period(2026, 9, 1)


def test_the_pack_holds_what_ended_with_the_month(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-09-10 09:00")
    made(cast.head, by_name("complaint"))
    FEEDBACK.go(cast, FEEDBACK.begin(cast), FEEDBACK.moves[0])
    set_clock("2026-10-08 09:00")
    for kind, code in (("BULLETIN", "2026-09"), ("INSPECTION", "2026-Q3"), ("BULLETIN", "2026-08")):
        record_id = made(cast.handler, REGISTER, kind=kind, period=code)
        take(cast.handler, REGISTER, record_id, "begin")
    made(cast.handler, REGISTER, kind="SUPERVISION", period="2026-H1")
    found = pack.made(cast.head, SEPTEMBER)
    first, *reports = found.papers
    assert [one.form.code for one in reports] == ["F20M", "F18"]
    values = first.data.values
    assert [one["title"] for one in values["contents"]] == [
        "2026 年 9 月投诉反馈通报（医务科）", "2026 年第 3 季度检验汇总分析（医务科）",
    ]  # fmt: skip
    overview = {one["label"]: (one["now"], one["last"]) for one in values["overview"]}
    assert overview["接到投诉（件）"] == (1, 0)
    assert values["deductions"] == [{"label": "骨科一病区", "points": "2", "records": 1}]


def test_a_report_nobody_has_begun_is_only_named(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-10-08 09:00")
    made(cast.handler, REGISTER, kind="INSPECTION", period="2026-Q3")
    found = pack.made(cast.head, SEPTEMBER)
    assert len(found.papers) == 1
    (named,) = found.papers[0].data.values["contents"]
    assert named["state"] == "待编制"


def test_a_masked_pack_masks_every_report(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-10-08 09:00")
    record_id = made(cast.handler, REGISTER, kind="BULLETIN", period="2026-09", **WRITTEN)
    take(cast.handler, REGISTER, record_id, "begin")
    _first, report = pack.made(cast.head, SEPTEMBER, masked=True).papers
    assert report.masked


def test_who_may_not_print_gets_no_pack(cast: Cast) -> None:
    reader = desk_of(cast.admin, Role.VIEWER, department="YWK", staff_no="V7")
    with pytest.raises(NotAllowed):
        pack.made(reader, SEPTEMBER)
    with pytest.raises(NotAllowed):
        pack.note_taken(reader, "2026-09", 2, "0" * 64, "pdf")
    pack.note_taken(cast.head, "2026-09", 2, "0" * 64, "pdf")
    with cast.admin.database.read() as session:
        assert audit.verify(session).ok


def test_the_months_just_over_are_offered(set_clock: Clock) -> None:
    set_clock("2026-01-01 00:10")
    codes = [one.code for one in pack.months()]
    assert (codes[0], codes[-1], len(codes)) == ("2025-12", "2025-01", 12)


def test_figures_of_a_month_are_entered_and_corrected(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-10 09:00")
    activity.enter(cast.head, {"2026-02": (18_000, 2_000)})
    activity.enter(cast.head, {"2026-02": (18_100, 2_000), "2026-01": (1, 0)})
    found = dict(activity.listing(cast.head))
    assert found["2026-02"] == activity.Activity("2026-02", 18_100, 2_000)
    assert found["2026-03"] is None
    with pytest.raises(NotAllowed):
        activity.enter(cast.nurse, {"2026-02": (1, 1)})
