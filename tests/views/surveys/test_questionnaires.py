"""系统 › 问卷: versions are listed with what they ask; a new one is written from an old one, none changed."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import clock
from app.errors import InvalidRecord
from app.models.organisation import Role
from app.services import reading
from app.services.operations import Desk
from app.services.people import organisation
from app.services.surveys import versions
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.settings.surveys.points_dialog import PointsDialog
from app.views.settings.surveys.questionnaires_page import QuestionnairesPage
from app.views.settings.surveys.version_dialog import VersionDialog
from app.views.settings.surveys.version_window import VersionWindow
from tests.cast import Cast
from tests.factory import made
from tests.hospital import desk_of
from tests.services.surveys.house import SURVEYS


def page_of(qtbot: QtBot, desk: Desk) -> QuestionnairesPage:
    page = QuestionnairesPage(Context(desk, "陈静", "安禾医院", Jobs(inline=True)))
    qtbot.addWidget(page)
    page.resize(1300, 600)
    page.show()
    page.allow(organisation.me(desk))
    page.reload()
    return page


def dialog_of(page: QuestionnairesPage) -> VersionDialog:
    page.make_new()
    return page.window().findChildren(VersionDialog)[-1]


def names(desk: Desk, survey: int) -> str:
    return str(reading.load(desk, SURVEYS, survey).values["questionnaire_name"])


def test_a_new_hospital_begins_with_both_questionnaires(qtbot: QtBot, desk: Desk) -> None:
    page = page_of(qtbot, desk)
    assert page.list.model.rowCount() == 2
    assert page.questions.model.rowCount() == 19
    page.list.choose(("OUTPATIENT", 1))
    assert page.questions.model.rowCount() == 13


def test_a_new_version_is_taken_by_surveys_from_its_day_on(
    qtbot: QtBot, desk: Desk, cast: Cast
) -> None:
    before = made(cast.handler, SURVEYS)
    page = page_of(qtbot, desk)
    dialog = dialog_of(page)
    dialog.questions.cell(10, "text").set_value("夜里病区安静，睡得着")
    dialog.act.click()
    found = [one for one in versions.listing(desk) if one.version.kind.value == "INPATIENT"]
    assert [(one.version.number, one.is_current) for one in found] == [(2, True), (1, False)]
    assert found[0].version.questions[10].text == "夜里病区安静，睡得着"
    assert found[1].version.questions[10].text == "夜间病区安静"
    assert names(desk, before) == "住院 第 1 版"
    assert names(desk, made(cast.handler, SURVEYS)) == "住院 第 2 版"


def test_a_version_of_a_later_day_waits(desk: Desk, cast: Cast) -> None:
    old = versions.load(desk)[0]
    later = versions.edited(old, effective_from=clock.today() + timedelta(days=3))
    versions.add(desk, later)
    assert names(desk, made(cast.handler, SURVEYS)) == "住院 第 1 版"


def test_questions_stand_in_the_order_of_their_numbers_and_keep_their_code(desk: Desk) -> None:
    old = versions.load(desk)[0]
    lines = versions.lines_of(old)
    swapped = [*lines[2:], *lines[:2]]
    for number, one in enumerate(swapped, 1):
        object.__setattr__(one, "number", number)
    extra = versions.Line(99, "后勤", "停车", "停车方便", "S5", lines[0].role, "GENERAL_AFFAIRS")
    asked = versions.asked(old, [extra, *swapped])
    assert [one.short for one in asked][-3:] == [lines[0].short, lines[1].short, "停车"]
    assert asked[0].code == "A03"
    assert asked[-1].code == "N01"
    assert [one.place for one in asked] == list(range(1, 21))


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("text", "", "第 18 题：还没有写题目"),
        ("role", "ITEM", "要有且只有一题是“总体满意度”"),
        ("short", "膳食", "有两题的题码相同"),
        ("scale", "W5", ""),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_kept(
    qtbot: QtBot, desk: Desk, column: str, value: str, said: str
) -> None:
    dialog = dialog_of(page_of(qtbot, desk))
    dialog.questions.cell(17, column).set_value(value)
    dialog.act.click()
    assert said in dialog.error.text()
    many = sum(one.version.kind.value == "INPATIENT" for one in versions.listing(desk))
    assert many == (1 if said else 2)


def test_without_a_title_it_is_not_kept(desk: Desk) -> None:
    old = versions.load(desk)[0]
    with pytest.raises(InvalidRecord) as refused:
        versions.add(desk, versions.edited(old, title=" ", intro=""))
    assert set(refused.value.problems) == {"title", "intro"}


def test_who_may_not_configure_looks_only(qtbot: QtBot, desk: Desk) -> None:
    page = page_of(qtbot, desk_of(desk, Role.REGISTRAR, staff_no="R1"))
    assert not page.renew.isEnabled()
    assert "只能看问卷" in page.reason()
    page.make_new()
    assert page.window().findChildren(VersionDialog) == []


def test_the_sheet_is_looked_at_before_it_is_kept(qtbot: QtBot, desk: Desk) -> None:
    page = page_of(qtbot, desk)
    page.show_paper()
    QApplication.processEvents()
    (window,) = page.window().findChildren(VersionWindow)
    assert len(window.pages.pages) == 2
    assert window.print.isHidden()
    window.close()


def points_of(dialog: VersionDialog) -> PointsDialog:
    dialog.scoring.click()
    return dialog.findChildren(PointsDialog)[-1]


def write(points: PointsDialog, scale: str, *given: int | None) -> None:
    points.rows[scale].editor.set_value(given)
    points.act.click()


def test_a_new_version_scores_by_its_own_points_and_the_old_one_by_its_own(
    qtbot: QtBot, desk: Desk
) -> None:
    page = page_of(qtbot, desk)
    dialog = dialog_of(page)
    write(points_of(dialog), "S5", 100, 80, 60, 30, 0)
    again = points_of(dialog)
    assert again.rows["S5"].editor.text() == "100/80/60/30/0"
    again.keep.click()
    dialog.act.click()
    new, old = (
        {one.code: [option.points for option in one.options] for one in found.version.scales}
        for found in versions.listing(desk)[:2]
    )
    assert (new["S5"], old["S5"]) == ([100, 80, 60, 30, 0], [100, 75, 50, 25, 0])
    assert new | {"S5": None} == old | {"S5": None}
    page.reload()
    page.list.choose(("INPATIENT", 2))
    shown = {page.questions.model.index(row, 2).data() for row in range(19)}
    assert "满意程度五档 100/80/60/30/0" in {str(one) for one in shown}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((100, 75, None, 25, 0), "有的档没有分值：每档都填，或者都空着"),
        ((100, 75, 80, 25, 0), "第 3 档的分值高于前一档"),
        ((50, 50, 50, 50, 50), "各档分值相同，分不出高低"),
        ((120, 75, 50, 25, 0), "不能大于 100"),
        ((None, None, None, None, None), ""),
    ],
)
def test_points_that_make_no_order_are_refused_where_they_are_written(
    qtbot: QtBot, desk: Desk, given: tuple[int | None, ...], said: str
) -> None:
    points = points_of(dialog_of(page_of(qtbot, desk)))
    write(points, "S5", *given)
    assert points.isVisible() is bool(said)
    assert said in points.rows["S5"].error()


def test_points_are_judged_again_when_a_version_is_kept(desk: Desk) -> None:
    old = versions.load(desk)[0]
    for given, said in (
        ((120, 75, 50, 25, 0), "在 0 到 100 之间"),
        ((0, 25, 50, 75, 100), "第 2 档"),
    ):
        with pytest.raises(InvalidRecord) as refused:
            versions.add(desk, versions.edited(old, points={"S5": given}))
        assert said in refused.value.problems["points"]
    assert len(versions.listing(desk)) == 2
