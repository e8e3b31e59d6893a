"""The window of a record: opening, typing, saving, drafts, two people at once, closing."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app import clock
from app.models.organisation import Role
from app.services import history, imports, lists, reading, records
from app.services.operations import Desk
from app.views.asking.conflict_dialog import ConflictDialog
from app.views.asking.dialogs import TextDialog
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.printing.preview import PreviewWindow
from app.views.registers.record_dialog import RecordDialog
from app.views.registers.record_notices import lacking_links, notice_of
from tests.factory import FILED, KIND, department, registered, replied, step
from tests.hospital import NAME, desk_of
from tests.views.registers.record_house import Desktop


@pytest.fixture
def record_id(desk: Desk) -> int:
    """A complaint just registered."""
    return registered(desk, subject="输液等候近一小时")


def change(desk: Desk, record_id: int, **given: object) -> None:
    """Somebody else saves."""
    version = reading.load(desk, KIND, record_id).version
    records.change(desk, KIND, record_id, version, given, "补充")


# ---- what is shown ---------------------------------------------------------------------------


def test_a_record_shows_where_it_stands(qtbot: QtBot, context: Context, record_id: int) -> None:
    at = Desktop(qtbot, context, record_id)
    head, side = at.window.header, at.window.side
    assert head.badge.badge().word == "已登记"
    assert head.title.full_text() == "输液等候近一小时"
    assert side.deadline.isVisible()
    assert "反馈期限" in side.deadline.accessibleDescription()
    assert side.links.action.isVisible()
    assert not side.links.chain.isVisible()
    assert side.trail.action.text() == "全部 1 条"
    assert at.window.index.isVisible()


def test_a_new_record_begins_with_what_is_known(qtbot: QtBot, context: Context) -> None:
    at = Desktop(qtbot, context)
    form = at.window.form
    assert [one.title for one in form.sections][-1] == "首诉接待"
    assert form.rows["receiver_id"].editor.text() == NAME
    assert form.rows["anonymous"].editor.value() is False
    assert not at.window.header.print.isHidden()  # as far as it is written, with a slip code
    assert at.window.side.steps.main is not None
    assert at.window.side.steps.main.label == "登记投诉"


def test_fields_follow_each_other_in_paper_order(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    at = Desktop(qtbot, context, record_id)
    window = at.window
    first = next(iter(window.form.rows.values())).editor.first_input()
    order: list[str] = []
    widget: QWidget | None = first
    for _hop in range(3000):
        assert widget is not None
        name = next((n for n, row in window.form.rows.items() if row.isAncestorOf(widget)), "")
        if name and name not in order:
            order.append(name)
        widget = widget.nextInFocusChain()
        if widget is first:
            break
    assert order == [name for section in KIND.sections for name in section.fields]


def test_every_field_of_a_register_has_an_editor(qtbot: QtBot, context: Context) -> None:
    at = Desktop(qtbot, context, registered(context.desk))
    assert set(at.window.form.rows) == {n for one in KIND.sections for n in one.fields}


# ---- typing and errors -------------------------------------------------------------------------


def test_registering_an_empty_form_shows_everything_that_is_missing(
    qtbot: QtBot, context: Context
) -> None:
    at = Desktop(qtbot, context)
    at.take_main()
    assert at.window.case.record_id is None
    wrong = at.window.form.wrong()
    assert wrong[0] == "channel"
    assert "narrative" in wrong
    assert at.window.form.current() == "channel"
    assert at.window.form.marks()[1].errors == 3
    at.press("F8")
    assert at.window.form.current() == wrong[1]
    assert at.window.side.steps.reason("#register").startswith("先改好“接待信息”等")


def test_an_anonymous_complaint_needs_no_name(qtbot: QtBot, context: Context) -> None:
    at = Desktop(qtbot, context)
    at.take_main()
    assert at.window.form.rows["complainant_name"].error()
    at.tab_to("anonymous")
    at.press("Space")
    at.check()
    for name in ("complainant_name", "complainant_phone", "relationship"):
        assert not at.window.form.rows[name].error()


def test_an_error_comes_when_the_field_is_left_and_goes_when_it_is_right(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    at = Desktop(qtbot, context, record_id)
    row = at.window.form.rows["complainant_age"]
    at.fill("complainant_age", "999")
    assert row.error() == "年龄应在 0 到 130 之间"
    at.check()
    assert at.window.form.marks()[1].errors == 1
    row.focus()
    at.press("S", ctrl=True)
    assert "年龄" in row.error()
    row.editor.line.selectAll()
    at.type("99")
    assert row.error() == ""


def test_an_empty_field_is_not_nagged_about_before_saving(qtbot: QtBot, context: Context) -> None:
    at = Desktop(qtbot, context)
    at.tab_to("complainant_name")
    at.press("Tab")
    assert not at.window.form.wrong()


def test_buttons_stay_true_while_typing(qtbot: QtBot, context: Context, record_id: int) -> None:
    at = Desktop(qtbot, context, record_id)
    assert at.window.side.steps.reason("accept") == "先改好“转办”一节的 1 处"
    at.fill("functional_department_id", "ywk")
    at.choose("on_site_result")
    at.check()
    assert "应办“当场解决”" in at.window.side.steps.reason("accept")
    assert not at.window.side.steps.button("accept").isEnabled()


def test_sections_are_walked_with_ctrl_and_page_keys(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    at = Desktop(qtbot, context, record_id)
    at.window.form.go_to(0)
    at.press("PgDn", ctrl=True)
    assert at.window.index.current() == 1
    assert at.window.form.current() == "anonymous"
    at.press("PgUp", ctrl=True)
    assert at.window.form.current() == "received_at"


# ---- saving --------------------------------------------------------------------------------------


def test_only_what_was_changed_is_saved(qtbot: QtBot, context: Context, record_id: int) -> None:
    at = Desktop(qtbot, context, record_id)
    assert at.window.form.changes() == {}
    at.tab_to("remarks")
    at.type("补充一句")
    assert at.window.form.changes() == {"remarks": "补充一句"}
    at.press("S", ctrl=True)
    assert at.view.values["remarks"] == "补充一句"
    assert at.said.startswith("已保存 ")
    assert at.window.form.current() == "remarks"
    assert at.window.form.changes() == {}


def test_correcting_what_was_registered_asks_for_the_reason(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    at = Desktop(qtbot, context, record_id)
    at.tab_to("demand")
    at.type("再赔礼。")
    at.press("S", ctrl=True)
    asked = at.dialog()
    assert isinstance(asked, TextDialog)
    assert at.view.version == 1
    at.type("听错了")
    at.press("Enter", ctrl=True)
    assert "再赔礼" in str(at.view.values["demand"])
    assert at.window.case.opened is not None
    assert at.window.case.opened.history[0].why == "听错了"


def test_the_form_waits_while_it_is_saved(qtbot: QtBot, qapp: QApplication, desk: Desk) -> None:
    jobs = Jobs()
    context = Context(desk, NAME, "安禾医院", jobs)
    at = Desktop(qtbot, context, registered(desk))
    qtbot.waitUntil(lambda: at.window.case.opened is not None)
    at.settle()
    at.tab_to("remarks")
    at.type("补充一句")
    at.window.actions_of.save()
    assert at.said == "正在保存…"
    assert not at.window.form.isEnabled()
    assert not at.window.close()
    qtbot.waitUntil(lambda: at.said.startswith("已保存"), timeout=30_000)
    assert at.window.form.isEnabled()
    assert at.window.form.current() == "remarks"
    jobs.wait()
    at.settle()


# ---- drafts --------------------------------------------------------------------------------------


def test_what_was_typed_is_kept_and_offered_again(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    at = Desktop(qtbot, context, record_id)
    at.tab_to("remarks")
    at.type("还没写完")
    at.press("Esc")
    assert at.window.isHidden()
    again = Desktop(qtbot, context, record_id)
    assert "没有保存的内容还在" in again.window.notice.text()
    again.window.notice.action.click()
    assert again.window.form.changes() == {"remarks": "还没写完"}
    again.press("S", ctrl=True)
    assert again.view.values["remarks"] == "还没写完"
    assert reading.drafts(context.desk, KIND) == []


def test_a_new_record_is_kept_as_a_draft_with_its_days_and_choices(
    qtbot: QtBot, context: Context
) -> None:
    at = Desktop(qtbot, context)
    at.choose("channel", 1)
    at.tab_to("occurred_on")
    at.press("T", ctrl=True)
    at.window.keeper.flush()
    assert at.window.header.draft.text().endswith("已自动保存")
    draft = reading.drafts(context.desk, KIND)[0]
    at.window.close()
    again = Desktop(qtbot, context, draft=draft)
    form = again.window.form
    assert form.rows["channel"].editor.value() == "PHONE"
    assert form.rows["occurred_on"].editor.value() == clock.today()
    assert (
        form.rows["received_at"].editor.value() == at.window.form.rows["received_at"].editor.value()
    )
    assert again.window.keeper.slip_code == draft.slip_code


def test_an_untouched_new_record_leaves_no_draft(qtbot: QtBot, context: Context) -> None:
    at = Desktop(qtbot, context)
    at.press("Esc")
    assert at.window.isHidden()
    assert reading.drafts(context.desk, KIND) == []


def test_registering_uses_the_draft_up(qtbot: QtBot, context: Context) -> None:
    at = Desktop(qtbot, context)
    at.choose("channel")
    at.window.keeper.flush()
    slip_code = at.window.keeper.slip_code
    at.window.form.enter(
        {
            "anonymous": True,
            "narrative": "事",
            "demand": "求",
            "respondent_department_id": department(context.desk, "急诊科"),
            "complainant_signature": "ABSENT",
        }
    )
    at.take_main()
    assert at.view.slip_code == slip_code
    assert reading.drafts(context.desk, KIND) == []


def test_dropping_the_changes_asks_first(qtbot: QtBot, context: Context, record_id: int) -> None:
    at = Desktop(qtbot, context, record_id)
    at.tab_to("remarks")
    at.type("不要了")
    at.check()
    at.window.keeper.flush()
    at.window.header.drop.click()
    at.dialog().act.click()
    assert at.window.form.changes() == {}
    assert at.window.form.rows["remarks"].editor.text() == ""
    assert reading.drafts(context.desk, KIND) == []


# ---- two people ----------------------------------------------------------------------------------


def test_changes_of_two_people_to_different_fields_are_both_kept(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    at = Desktop(qtbot, context, record_id)
    at.tab_to("remarks")
    at.type("我写的")
    change(context.desk, record_id, contact_arrangement="明早联系")
    at.press("S", ctrl=True)
    assert at.no_dialog()
    assert at.view.values["remarks"] == "我写的"
    assert at.window.form.rows["contact_arrangement"].editor.text() == "明早联系"


def test_a_field_both_changed_is_chosen_by_the_person(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    at = Desktop(qtbot, context, record_id)
    at.tab_to("contact_arrangement")
    at.type("后天联系")
    at.tab_to("remarks")
    at.type("我写的")
    other = desk_of(context.desk, Role.OFFICE_HEAD, department="YWK")
    change(other, record_id, contact_arrangement="明早联系", remarks="别人写的")
    at.press("S", ctrl=True)
    asked = at.dialog()
    assert isinstance(asked, ConflictDialog)
    asked.set_mine("contact_arrangement", False)
    asked.merge.click()
    assert at.view.values["contact_arrangement"] == "明早联系"
    assert at.view.values["remarks"] == "我写的"
    assert at.window.form.changes() == {}


def test_saving_later_loses_nothing_and_asks_again(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    at = Desktop(qtbot, context, record_id)
    at.tab_to("remarks")
    at.type("我写的")
    change(context.desk, record_id, remarks="别人写的")
    at.press("S", ctrl=True)
    at.dialog().later.click()
    assert at.window.form.changes() == {"remarks": "我写的"}
    at.press("S", ctrl=True)
    at.dialog().discard.click()
    at.settle()
    assert at.window.form.rows["remarks"].editor.text() == "别人写的"
    assert at.window.form.changes() == {}


def test_a_draft_older_than_the_record_is_not_saved_over_it(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    at = Desktop(qtbot, context, record_id)
    at.tab_to("remarks")
    at.type("我写的")
    at.press("Esc")
    change(context.desk, record_id, remarks="别人写的")
    again = Desktop(qtbot, context, record_id)
    again.window.notice.action.click()
    again.press("S", ctrl=True)
    assert isinstance(again.dialog(), ConflictDialog)
    assert again.view.values["remarks"] == "别人写的"


# ---- identity ------------------------------------------------------------------------------------


def test_a_masked_value_is_shown_on_demand_and_the_look_is_recorded(
    qtbot: QtBot, context: Context
) -> None:
    other = desk_of(context.desk, Role.REGISTRAR)
    record_id = registered(other, complainant_phone="13800130012")
    at = Desktop(qtbot, context, record_id)
    row = at.window.form.rows["complainant_phone"]
    assert row.editor.text() == "138****0012"
    assert row.editor.is_read_only()
    at.window.form._reveals["complainant_phone"].click()
    at.settle()
    assert row.editor.value() == "13800130012"
    assert not row.editor.is_read_only()
    assert at.window.form.changes() == {}
    seen = history.of_record(context.desk, KIND, record_id)[0]
    assert seen.action == "record.reveal"


def test_who_a_record_is_about_reads_it_without_the_complainant(
    qtbot: QtBot, context: Context
) -> None:
    other = desk_of(context.desk, Role.REGISTRAR, Role.DEPT_HEAD)
    record_id = registered(context.desk, respondent_person_id=other.person_id)
    mine = Context(other, "陈静", "安禾医院", Jobs(inline=True))
    at = Desktop(qtbot, mine, record_id)
    assert at.window.form.rows["complainant_name"].editor.text() == "（不显示）"
    assert "涉及您本人" in at.window.about.text()
    assert at.window.side.steps.main is None
    at.take_main()
    assert at.said == "还不能受理：这件投诉涉及您本人，由别人办理"


# ---- history, notices ----------------------------------------------------------------------------


def test_the_history_tells_every_change_in_words(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    step(context.desk, record_id, "accept", functional_department_id=1)
    at = Desktop(qtbot, context, record_id)
    at.window.actions_of.show_history()
    asked = at.dialog()
    first = asked.model.lines[0]
    assert (first.words, first.field, first.old, first.new) == ("受理", "状态", "已登记", "已受理")
    assert at.window.side.trail.action.text() == "全部 2 条"
    asked.reject()


def test_sections_say_who_signed_them(qtbot: QtBot, context: Context) -> None:
    at = Desktop(qtbot, context, replied(context.desk))
    titles = [one.title for one in at.window.form.sections]
    head = at.window.form.heads[titles.index("原因与定性")]
    assert head.signed() == f"{NAME} {clock.local(clock.now()):%m-%d} 定性"


def test_a_change_of_this_pc_shows_in_an_open_window(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    at = Desktop(qtbot, context, record_id)
    version = at.view.version
    context.announce(
        records.change(context.desk, KIND, record_id, version, {"remarks": "列表里改的"})
    )
    at.settle()
    assert at.window.form.rows["remarks"].editor.text() == "列表里改的"


def test_a_late_record_says_so_in_red(qtbot: QtBot, context: Context) -> None:
    record_id = registered(context.desk, received_at=clock.now() - timedelta(days=30))
    at = Desktop(qtbot, context, record_id)
    assert at.window.side.deadline.property("notice") == "fail"


@pytest.mark.parametrize("size", [(1366, 697), (1093, 543), (911, 441)])
def test_a_small_window_folds(
    qtbot: QtBot, context: Context, record_id: int, size: tuple[int, int]
) -> None:
    at = Desktop(qtbot, context, record_id)
    at.window.resize(*size)
    at.settle()
    assert (at.window.width(), at.window.height()) == size
    assert at.window.strip.isVisible() == (size[1] >= 600)
    assert at.window.side.steps.isVisible()


def test_opening_twice_gives_two_windows_of_their_own(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    one, two = Desktop(qtbot, context, record_id), Desktop(qtbot, context)
    assert isinstance(one.window, RecordDialog)
    assert one.window is not two.window


def test_ctrl_enter_works_from_within_a_text(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    at = Desktop(qtbot, context, record_id)
    at.fill("functional_department_id", "ywk")
    at.tab_to("remarks")
    at.type("补充一句")
    at.take_main()
    assert at.view.status.value == "ACCEPTED"
    assert at.view.values["remarks"] == "补充一句"
    assert "\n" not in str(at.window.form.rows["remarks"].editor.value())


def test_what_the_record_refuses_is_said_and_nothing_is_lost(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    at = Desktop(qtbot, context, record_id)
    at.fill("functional_department_id", "ywk")
    at.choose("on_site_result")
    at.take_main()
    assert "应办“当场解决”" in at.window.notice.text()
    assert at.said == ""
    assert set(at.window.form.changes()) == {"functional_department_id", "on_site_result"}


def test_a_voided_record_has_no_deadline_and_no_next_step(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    records.void(context.desk, KIND, record_id, 1, "重复登记")
    at = Desktop(qtbot, context, record_id)
    assert not at.window.side.deadline.isVisible()
    assert not at.window.side.steps.isVisible()


def test_the_preview_opens_on_what_is_saved(qtbot: QtBot, context: Context, record_id: int) -> None:
    at = Desktop(qtbot, context, record_id)
    at.tab_to("remarks")
    at.type("还没存")
    at.window.header.preview.click()
    at.settle()
    preview = at.window.findChild(PreviewWindow)
    assert preview is not None
    assert preview.facts.warning.isVisible()
    preview.close()


# ---- where the keyboard is when a record is opened -------------------------------------------


def test_a_record_opens_where_the_next_step_needs_something(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    at = Desktop(qtbot, context, record_id)
    assert at.window.form.current() == "functional_department_id"
    step(context.desk, record_id, "accept", functional_department_id=1)
    step(context.desk, record_id, "investigate")
    at = Desktop(qtbot, context, record_id)
    assert at.window.form.current() == "verification"
    assert at.window.index.current() == at.window.form.section_of("verification")


def test_a_record_whose_next_step_needs_nothing_opens_on_its_button(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    step(context.desk, record_id, "accept", functional_department_id=1)
    at = Desktop(qtbot, context, record_id)
    assert at.window.side.steps.button("investigate").hasFocus()
    assert at.window.index.current() == at.window.form.section_of("verification")


def test_a_record_whose_next_step_waits_opens_behind_what_is_complete(
    qtbot: QtBot, context: Context
) -> None:
    at = Desktop(qtbot, context, replied(context.desk))
    assert not at.window.side.steps.button("close").isEnabled()
    assert at.window.form.current() == "duties_told"


def test_a_closed_record_is_read_from_its_beginning(qtbot: QtBot, context: Context) -> None:
    record_id = replied(context.desk)
    step(context.desk, record_id, "close", **FILED)
    at = Desktop(qtbot, context, record_id)
    assert at.window.index.current() == 0


def test_a_key_held_too_long_does_not_take_the_step_it_lands_on(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    step(context.desk, record_id, "accept", functional_department_id=1)
    at = Desktop(qtbot, context, record_id)
    button, key = at.window.side.steps.button("investigate"), Qt.Key.Key_Return
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(button, QKeyEvent(QEvent.Type.KeyPress, key, none, "", True))
    assert at.view.status.value == "ACCEPTED"
    at.press("Enter")
    assert at.view.status.value == "INVESTIGATING"


def test_who_has_no_next_step_opens_in_the_section_that_is_worked_on(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    step(context.desk, record_id, "accept", functional_department_id=1)
    step(context.desk, record_id, "investigate")
    ward = desk_of(context.desk, Role.REGISTRAR, Role.DEPT_HEAD, department="JZK")
    at = Desktop(qtbot, Context(ward, "陈静", "安禾医院", Jobs(inline=True)), record_id)
    assert at.window.side.steps.main is None
    assert at.window.index.current() == at.window.form.section_of("verification")


# ---- what an old register left empty ---------------------------------------------------------


@pytest.fixture
def old_record(desk: Desk, tmp_path: Path) -> int:
    """A complaint from a register that said neither how it came nor what was demanded."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["留言编号", "留言用户", "留言主题", "留言时间", "留言详情"])
    sheet.append(["2549", "王某", "等候时间长", "2019-04-25", "等候两个小时没有人说明。"])
    book.save(tmp_path / "old.xlsx")
    imports.bring_in(desk, KIND, tmp_path / "old.xlsx")
    (brought_in,) = lists.ids(desk, KIND, lists.Query())
    return brought_in


def test_each_name_of_what_is_lacking_leads_to_its_field(
    qtbot: QtBot, context: Context, old_record: int
) -> None:
    at = Desktop(qtbot, context, old_record)
    about, lacking = at.window.about, at.view.lacking
    assert about.text() == f"补录，缺 {len(lacking)} 项，点名称或按 F8 去补："
    assert [one.text() for one in about.links] == [KIND[name].label for name in lacking]
    about.links[lacking.index("demand")].click()
    assert at.window.form.current() == "demand"


def test_f6_reaches_the_names_and_enter_follows_one(
    qtbot: QtBot, context: Context, old_record: int
) -> None:
    at = Desktop(qtbot, context, old_record)
    for _area in range(4):
        if QApplication.focusWidget() is at.window.about.links[0]:
            break
        at.press("F6")
    at.press("Enter")
    assert at.window.form.current() == at.view.lacking[0]


def test_f8_walks_what_is_lacking_and_a_filled_field_leaves_the_line(
    qtbot: QtBot, context: Context, old_record: int
) -> None:
    at = Desktop(qtbot, context, old_record)
    lacking = at.view.lacking
    at.window.form.focus(lacking[-1])
    at.press("F8")
    assert at.window.form.current() == lacking[0]
    at.press("F8")
    assert at.window.form.current() == lacking[1]
    at.window.form.focus("demand")
    at.type("说明原因。")
    at.press("S", ctrl=True)
    assert "demand" not in at.view.lacking
    assert "诉求" not in [one.text() for one in at.window.about.links]


def test_who_may_only_read_sees_what_is_lacking_without_links(
    context: Context, record_id: int
) -> None:
    view = replace(
        reading.load(context.desk, KIND, record_id),
        backfilled=True, lacking=("demand", "receiver_id"), read_only="您的角色只能看这件投诉",
    )  # fmt: skip
    names = f"{KIND['demand'].label}、{KIND['receiver_id'].label}"
    assert notice_of(view) == ("wait", "您的角色只能看这件投诉", f"补录，缺：{names}")
    assert lacking_links(view) == []


def test_a_section_of_an_old_record_with_something_lacking_is_not_ticked(
    qtbot: QtBot, context: Context, old_record: int
) -> None:
    at = Desktop(qtbot, context, old_record)
    reception, complainant, *_others = at.window.form.marks()
    assert not reception.is_complete
    assert complainant.is_complete


def test_ctrl_l_locks_from_a_record_too(qtbot: QtBot, context: Context, record_id: int) -> None:
    at = Desktop(qtbot, context, record_id)
    with qtbot.waitSignal(context.lock_asked):
        at.press("L", ctrl=True)


@pytest.mark.qt_log_ignore("grabbing the keyboard")  # offscreen, menus cannot
def test_the_letter_is_offered_once_there_is_an_answer(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    at = Desktop(qtbot, context, record_id)
    at.window.header.print.click()
    record, letter = _menu(at).actions()
    assert (record.text(), record.isEnabled()) == ("患者投诉记录单", True)
    assert "还没有答复" in letter.text()
    assert not letter.isEnabled()
    _menu(at).close()


@pytest.mark.qt_log_ignore("grabbing the keyboard")  # offscreen, menus cannot
def test_the_letter_opens_in_a_preview(qtbot: QtBot, context: Context) -> None:
    record_id = replied(context.desk)
    version = reading.load(context.desk, KIND, record_id).version
    records.change(context.desk, KIND, record_id, version, {"reply_text": "已增设人员"}, "补")
    at = Desktop(qtbot, context, record_id)
    at.window.header.print.click()
    _menu(at).actions()[1].trigger()
    at.settle()
    preview = at.window.findChild(PreviewWindow)
    assert preview is not None
    assert preview.title.text() == "投诉答复函"
    preview.close()


def _menu(at: Desktop) -> QMenu:
    """The menu that is open under the button 打印."""
    menu = at.window.header.print.findChild(QMenu)
    assert menu is not None
    return menu
