"""While a phone or number is typed, a quiet line says that it was named of late."""

from datetime import timedelta

from pytestqt.qtbot import QtBot

from app import clock
from app.models.organisation import Role
from app.services import reading
from app.views.context import Context
from tests.factory import KIND, registered
from tests.hospital import desk_of
from tests.views.registers.record_house import Desktop

PHONE = "13800130012"


def hint(at: Desktop, name: str = "complainant_phone") -> str:
    return at.window.ease.earlier.hints[name].text()


def typed(at: Desktop, text: str, name: str = "complainant_phone") -> None:
    """Type, and let the pause pass."""
    at.tab_to(name)
    at.type(text)
    at.qtbot.waitUntil(lambda: not at.window.ease.earlier._pause.isActive())
    at.settle()


def test_the_line_names_number_day_and_state(qtbot: QtBot, context: Context) -> None:
    yesterday = clock.now() - timedelta(days=1)
    record_id = registered(context.desk, complainant_phone=PHONE, received_at=yesterday)
    number = reading.number_of(context.desk, KIND, record_id)
    at = Desktop(qtbot, context)
    typed(at, PHONE)
    day = clock.local(yesterday)
    assert hint(at) == f"30 天内有同号的投诉：{number} {day:%m-%d}，已登记"


def test_f4_opens_what_it_speaks_of(qtbot: QtBot, context: Context) -> None:
    record_id = registered(context.desk, complainant_phone=PHONE)
    at = Desktop(qtbot, context)
    typed(at, PHONE)
    with qtbot.waitSignal(at.window.open_asked) as asked:
        at.press("F4")
    assert asked.args == [record_id]
    with qtbot.waitSignal(at.window.open_asked):
        at.window.ease.earlier.hints["complainant_phone"].button.click()


def test_more_than_one_is_counted(qtbot: QtBot, context: Context) -> None:
    for hours in (1, 2, 3):
        moment = clock.now() - timedelta(hours=hours)
        registered(context.desk, patient_number="DEMO-0007", received_at=moment)
    at = Desktop(qtbot, context)
    typed(at, "DEMO-0007", "patient_number")
    assert "另有 2 件" in hint(at, "patient_number")


def test_another_number_takes_the_line_away(qtbot: QtBot, context: Context) -> None:
    registered(context.desk, complainant_phone=PHONE)
    at = Desktop(qtbot, context)
    typed(at, PHONE)
    assert hint(at)
    typed(at, "9")
    assert hint(at) == ""


def test_an_open_record_does_not_speak_of_itself(qtbot: QtBot, context: Context) -> None:
    record_id = registered(context.desk, complainant_phone=PHONE)
    registered(context.desk, complainant_phone=PHONE)
    at = Desktop(qtbot, context, record_id)
    at.window.ease.earlier.ask()
    assert hint(at) == ""


def test_who_may_not_see_the_other_record_is_told_nothing(qtbot: QtBot, context: Context) -> None:
    registered(context.desk, complainant_phone=PHONE)
    context.desk = desk_of(context.desk, Role.REGISTRAR, department="EK")
    at = Desktop(qtbot, context)
    typed(at, PHONE)
    assert hint(at) == ""
