"""The way of a complaint from A1 to A11, walked with the keyboard alone."""

from pytestqt.qtbot import QtBot

from app.models.complaint import ComplaintStatus as S
from app.views.context import Context
from tests.factory import KIND, department, registered, replied, step
from tests.views.registers.record_house import Desktop


def test_a_complaint_is_registered_from_the_keyboard(qtbot: QtBot, context: Context) -> None:
    at = Desktop(qtbot, context)
    assert at.window.form.current() == "channel"
    at.choose("channel")
    at.fill("complainant_name", "陈某")
    at.fill("complainant_phone", "13800130012")
    at.fill("relationship", "本人")
    at.fill("respondent_department_id", "jzk")
    at.fill("subject", "输液等候近一小时")
    at.tab_to("narrative")
    at.type("分诊台未说明原因。")
    at.tab_to("demand")
    at.type("说明原因。")
    at.choose("complainant_signature")
    at.take_main()
    view = at.view
    assert view.number.startswith("TS-YWK-")
    assert view.status is S.REGISTERED
    assert view.values["respondent_department_id"] == department(context.desk, "急诊科")
    assert view.values["receiver_id"] == context.desk.person_id
    assert at.window.header.number.text() == view.number
    assert view.number in at.said


def test_a_complaint_is_taken_to_its_end_from_the_keyboard(qtbot: QtBot, context: Context) -> None:
    at = Desktop(qtbot, context, registered(context.desk))
    assert at.window.side.steps.main is not None
    assert at.window.side.steps.main.label == "受理"
    at.fill("functional_department_id", "ywk")
    at.take_main()
    assert at.view.status is S.ACCEPTED
    at.take_main()
    assert at.view.status is S.INVESTIGATING
    at.tab_to("verification")
    at.type("属实。")
    at.tab_to("determination")
    at.type("服务态度问题。")
    at.choose("cause_categories")
    at.choose("main_cause")
    at.choose("service_defect", 1)
    at.choose("accident_dispute", 1)
    at.check()
    at.take_main()
    assert at.view.status is S.CONCLUDED
    at.choose("resolutions")
    at.choose("main_resolution")
    at.tab_to("replied_at")
    at.press("T", ctrl=True)
    at.press("Tab")
    at.press("T", ctrl=True)
    at.choose("reply_method", 1)
    at.choose("complainant_opinion")
    at.check()
    at.window.side.steps.button("reply").setFocus()
    at.press("Space")
    assert at.view.status is S.REPLIED, at.said
    at.choose("duties_told")
    for _more in range(2):
        at.press("Tab")
        at.press("Space")
    at.choose("archive_parts")
    for _more in range(2):
        at.press("Tab")
        at.press("Space")
    at.check()
    at.take_main()
    assert at.view.status is S.CLOSED
    assert "结案：已办" in at.said


def test_the_keyboard_reaches_form_then_steps_then_head(qtbot: QtBot, context: Context) -> None:
    at = Desktop(qtbot, context, registered(context.desk))
    at.tab_to(list(at.window.form.rows)[-1])
    window = at.window
    seen = []
    for _stop in range(12):
        at.press("Tab")
        focus = window.focusWidget()
        for name in ("side", "header"):
            if getattr(window, name).isAncestorOf(focus) and name not in seen:
                seen.append(name)
    assert seen[:2] == ["side", "header"]


def test_a_sheet_that_is_owed_keeps_a_complaint_open(qtbot: QtBot, context: Context) -> None:
    record_id = replied(context.desk)
    at = Desktop(qtbot, context, record_id)
    assert not at.window.side.steps.button("close").isEnabled()
    assert "归档材料还缺" in at.window.side.steps.reason("close")
    other = registered(context.desk)
    step(context.desk, other, "accept", functional_department_id=1)
    step(context.desk, other, "investigate")
    at = Desktop(qtbot, context, other)
    for name in ("department_statement", "verification", "determination"):
        at.tab_to(name)
        at.type("属实。")
    at.choose("cause_categories")
    at.choose("main_cause")
    at.choose("service_defect")
    at.choose("accident_dispute", 1)
    at.check()
    at.take_main()
    at.take_main()
    assert at.view.status is S.ACTION
    assert {one.kind for one in at.view.follow_ups} == {"nonconforming_service", "quality_feedback"}
    assert at.window.side.links.isVisible()


def test_a_step_that_asks_opens_its_own_dialog(qtbot: QtBot, context: Context) -> None:
    office = department(context.desk, "总务科")
    record_id = registered(context.desk)
    step(context.desk, record_id, "accept", functional_department_id=office)
    at = Desktop(qtbot, context, record_id)
    at.take("escalate")
    asked = at.dialog()
    at.press("Enter", ctrl=True)
    assert asked.isVisible()
    assert asked.rows["escalation_reason"].error() == "还没有填写升级原因"
    at.type("协商未成")
    at.press("Enter", ctrl=True)
    assert at.no_dialog()
    assert at.view.status is S.ESCALATED
    assert at.view.values["escalation_reason"] == "协商未成"
    assert at.window.header.badge.badge().word == "已升级"


def test_a_reply_that_is_not_accepted_goes_on_and_to_court(qtbot: QtBot, context: Context) -> None:
    at = Desktop(qtbot, context, replied(context.desk))
    at.take("reopen")
    at.press("Space")
    at.press("Tab")
    at.type("不接受解释")
    at.press("Enter", ctrl=True)
    assert at.view.status is S.REOPENED
    at.take("litigate")
    at.type("(2026)示0101民初1号")
    at.press("Enter", ctrl=True)
    assert at.view.status is S.LITIGATION
    assert "涉诉冻结" in at.window.about.text()


def test_merging_takes_the_number_of_the_main_record(qtbot: QtBot, context: Context) -> None:
    main = registered(context.desk, subject="主单")
    at = Desktop(qtbot, context, registered(context.desk))
    number = Desktop(qtbot, context, main).view.number
    at.window.activateWindow()
    at.take("merge")
    asked = at.dialog()
    at.type("TS-YWK-209901-0001")
    at.press("Enter", ctrl=True)
    assert "没有编号是" in asked.rows["duplicate_of_id"].error()
    asked.rows["duplicate_of_id"].editor.set_value(number)
    at.press("Enter", ctrl=True)
    assert at.view.status is S.DUPLICATE
    assert at.view.values["duplicate_of_id"] == main
    assert KIND["duplicate_of_id"].label == "主单"


def test_a_merge_into_itself_keeps_the_dialog_with_the_reason(
    qtbot: QtBot, context: Context
) -> None:
    at = Desktop(qtbot, context, registered(context.desk))
    at.take("merge")
    asked = at.dialog()
    asked.rows["duplicate_of_id"].editor.set_value(at.view.number)
    at.press("Enter", ctrl=True)
    assert asked.isVisible()
    assert asked.rows["duplicate_of_id"].editor.value() == at.view.number
    at.press("Esc")
    assert at.view.status is S.REGISTERED


def test_voiding_asks_for_a_reason(qtbot: QtBot, context: Context) -> None:
    at = Desktop(qtbot, context, registered(context.desk))
    at.take("#void")
    at.type("重复登记")
    at.dialog().act.click()
    assert at.view.status is S.VOIDED
    assert at.window.about.text() == "已作废：重复登记"
    assert at.window.form.rows["narrative"].editor.is_read_only()
    assert at.window.header.save.isHidden()
