"""A typist writes down an exception in surgery with the keyboard alone, in a minute; so does the surgeon."""

from pytestqt.qtbot import QtBot

from app.models.processes.preop_check import PreopStatus
from app.models.processes.surgery_exception import ExceptionStatus
from app.services.operations import Desk
from app.services.registers import catalog
from app.services.registers.register import Register
from app.views.context import Context
from app.views.jobs import Jobs
from tests.cast import PASSWORD, Cast, cast_of
from tests.views.registers.test_typist import MOST_S, Typist

CASE, CHECK = catalog.by_name("surgery_exception"), catalog.by_name("preop_check")


def window(qtbot: QtBot, desk: Desk, kind: Register = CASE, record_id: int | None = None) -> Typist:
    return Typist(qtbot, Context(desk, "值班", "安禾医院", Jobs(inline=True)), record_id, kind)


def signed(at: Typist, staff_no: str) -> None:
    """The main step, with the password in the dialog that asks for it."""
    at.check()
    at.take_main()
    assert not at.no_dialog(), at.said
    at.sign(staff_no, PASSWORD)
    at.strokes += len(PASSWORD)


def in_time(at: Typist) -> None:
    assert at.seconds() <= MOST_S, f"{at.strokes} keys, {at.seconds():.1f} s"


def register(qtbot: QtBot, cast: Cast) -> Typist:
    """The circulating nurse writes what happened to whom, in whose operation."""
    at = window(qtbot, cast.nurse)
    at.now_at("exception_type")
    at.press("Space")
    at.press("Enter")
    at.tab_to("operating_room")
    at.now_at("operating_room")
    at.type("3号间")
    at.press("Enter")
    at.now_at("subject")
    at.type("左膝关节镜下半月板成形术")
    at.press("Enter")
    at.now_at("chief_surgeon_id")
    at.type("W1")
    at.press("Enter")
    at.press("PgDn", ctrl=True)
    at.now_at("patient_name")
    at.type("赵某")
    at.press("Enter")
    at.now_at("patient_number")
    at.type("ZY2026030012")
    at.take_main()
    assert at.view.status is ExceptionStatus.OCCURRED, at.said
    return at


def test_an_exception_is_registered_in_a_minute(qtbot: QtBot, desk: Desk) -> None:
    cast = cast_of(desk, PASSWORD)
    at = register(qtbot, cast)
    values = at.view.values
    assert values["exception_type"] == "EQUIPMENT_UNUSABLE"
    assert values["chief_surgeon_id"] == cast.chief.person_id
    assert values["surgeon_department_id"] == values["responsible_department_id"]
    assert values["occurred_at"] is not None
    in_time(at)


def test_the_surgeon_writes_what_was_done_in_a_minute(qtbot: QtBot, desk: Desk) -> None:
    cast = cast_of(desk, PASSWORD)
    case = register(qtbot, cast).view.id
    at = window(qtbot, cast.chief, record_id=case)
    at.tab_to("stage")
    at.now_at("stage")
    at.press("Space")
    for _answer in range(3):
        at.press("Right")
    at.press("Enter")
    at.now_at("narrative")
    at.type("镜下操作中主机黑屏，重启一次无效。")
    at.press("Tab")
    at.now_at("handling")
    at.type("换备用主机，检查影像后继续。")
    signed(at, "W1")
    assert at.view.status is ExceptionStatus.HANDLED, at.said
    assert at.view.values["stage"] == "MAIN"
    in_time(at)


def test_a_set_is_confirmed_before_surgery_in_a_minute(qtbot: QtBot, desk: Desk) -> None:
    cast = cast_of(desk, PASSWORD)
    at = window(qtbot, cast.nurse, CHECK)
    at.tab_to("operating_room")
    at.now_at("operating_room")
    at.type("3号间")
    at.press("Enter")
    at.now_at("subject")
    at.type("阑尾切除术")
    at.press("Enter")
    at.now_at("patient_name")
    at.type("赵某")
    at.tab_to("instrument_set")
    at.now_at("instrument_set")
    at.type("阑尾包3号")
    at.take_main()
    assert at.view.status is PreopStatus.CHECKING, at.said
    for name in ("sterile", "counted", "itemised"):
        at.tab_to(name)
        at.now_at(name)
        at.press("Space")
        at.press("Enter")
    at.tab_to("equipment_fit")
    at.now_at("equipment_fit")
    at.press("Space")
    at.press("Right")
    at.press("Right")
    signed(at, "W2")
    assert at.view.status is PreopStatus.USABLE, at.said
    assert at.view.values["scrub_nurse_id"] == cast.nurse.person_id
    in_time(at)
