"""Holidays, deadlines, audit and this PC: what is shown, and what a click does."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from app import clock, settings
from app.services.people import organisation
from app.services.upkeep import deadline_rules, holidays
from app.views.context import Context
from app.views.settings.audit_page import AuditPage
from app.views.settings.deadlines_page import DeadlineDialog, DeadlinesPage
from app.views.settings.holiday_dialog import HolidayDialog
from app.views.settings.holidays_page import HolidaysPage
from app.views.settings.this_pc_page import ThisPcPage
from tests.services.upkeep.test_holidays import WHOLE_2027, table


def test_a_missing_year_is_a_notice(
    qtbot: QtBot, context: Context, set_clock: Callable[[str], datetime]
) -> None:
    set_clock("2026-11-26 08:00")
    page = HolidaysPage(context)
    qtbot.addWidget(page)
    page.reload()
    assert page.missing.isVisibleTo(page)
    assert "2027 年节假日表还没有导入" in page.missing.text()
    assert page.years.current() == 2026
    assert page.days.model.rowCount() > 20


def test_a_holiday_table_comes_in_through_the_dialog(
    qtbot: QtBot, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table(tmp_path, WHOLE_2027)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_all: (str(path), ""))
    dialog = HolidayDialog(context, None)
    qtbot.addWidget(dialog)
    dialog.open()
    assert not dialog.act.isEnabled()
    dialog.choose.click()
    assert dialog.act.isEnabled()
    dialog.act.click()
    assert dialog.rows["source"].error()
    dialog.source.set_value("国办发明电〔2026〕7 号")
    dialog.act.click()
    assert not dialog.isVisible()
    assert 2027 in {one.year for one in holidays.years(context.desk) if one.known}


def test_every_mistake_of_a_table_is_listed_and_nothing_can_be_imported(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    dialog = HolidayDialog(context, None)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.read_file(table(tmp_path, [("2027-02-30", "", "放假", ""), *WHOLE_2027[:2]]))
    assert dialog.mistakes.model.rowCount() == 5
    assert dialog.mistakes.model.index(0, 2).data() == "2027-02-30"
    assert not dialog.act.isEnabled()
    dialog.read_file(table(tmp_path, WHOLE_2027))
    assert dialog.act.isEnabled()


def test_a_file_that_is_no_table_is_said_in_the_dialog(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    path = tmp_path / "放假.xlsx"
    path.write_bytes(b"")
    dialog = HolidayDialog(context, None)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.read_file(path)
    assert "空文件" in dialog.error.text()


def test_a_deadline_is_changed_as_a_new_version(qtbot: QtBot, context: Context) -> None:
    page = DeadlinesPage(context)
    qtbot.addWidget(page)
    page.reload()
    page.list.choose("D06")
    rule = next(one for one in deadline_rules.rules(context.desk) if one.code == "D06")
    dialog = DeadlineDialog(context, None, rule)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.enabled.set_value(True)
    dialog.day.set_value(clock.today() - timedelta(days=1))
    dialog.act.click()
    assert "不能早于今天" in dialog.rows["effective_from"].error()
    dialog.day.set_value(clock.today())
    dialog.act.click()
    assert not dialog.isVisible()
    changed = next(one for one in deadline_rules.rules(context.desk) if one.code == "D06")
    assert changed.current is not None
    assert changed.current.enabled
    page.reload()
    assert page.list.current() == "D06"
    assert page.list.model.index(page.list.model.row_of("D06"), 4).data() == "执行中"


def test_a_verification_that_holds_is_said(qtbot: QtBot, context: Context) -> None:
    page = AuditPage(context)
    qtbot.addWidget(page)
    page.reload()
    assert page.last.text() == "这台电脑上还没有校验过"
    page.verify()
    assert page.verdict.isVisibleTo(page)
    assert page.verdict.accessibleName() == "全部相符"
    assert "全部相符" in page.last.text()
    assert page.head.text() == organisation.chain_head(context.desk).anchor


def test_the_first_bad_entry_is_named(qtbot: QtBot, context: Context) -> None:
    with context.desk.database.engine.begin() as connection:
        connection.execute(text("UPDATE person SET name = '别人' WHERE id = 1"))
    page = AuditPage(context)
    qtbot.addWidget(page)
    page.verify()
    assert "在程序之外被改过" in page.verdict.accessibleName()
    assert page.verdict.property("notice") == "fail"


def test_choices_of_this_pc_are_kept(qtbot: QtBot, context: Context) -> None:
    page = ThisPcPage(context)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.settings_changed):
        page.theme.set_value("dark")
        page.theme.changed.emit()
    page.language.set_value("en")
    page.language.changed.emit()
    page.idle.set_value(7)
    page.idle.left.emit()
    kept = settings.load()
    assert (kept.theme, kept.language, kept.idle_minutes) == ("dark", "en", 7)


def test_an_idle_time_outside_its_limits_is_not_kept(qtbot: QtBot, context: Context) -> None:
    page = ThisPcPage(context)
    qtbot.addWidget(page)
    page.idle.set_value(60)
    page.idle.left.emit()
    assert page.rows["idle"].error() == "不能大于 10"
    assert settings.load().idle_minutes == settings.IDLE_MINUTES
