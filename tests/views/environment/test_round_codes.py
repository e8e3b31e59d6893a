"""The code on the paper of a round leads back to it: scanned, or typed into the search over all."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.environment import round_slips
from app.services.operations import Desk
from app.services.registers.catalog import REGISTERS
from app.services.slips.codes import parse, slip_text
from app.views import search_all
from app.views.registers.record_windows import RecordWindows
from app.views.scanning.desk import ScanDesk
from tests.env_checks import Theatre, theatre
from tests.env_points import PRESSURE
from tests.views.environment.house import context_of

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def who(desk: Desk) -> Theatre:
    return theatre(desk)


@pytest.fixture
def code(who: Theatre) -> str:
    return round_slips.issue(who.nurse, None, [who.points[PRESSURE]])


def scan_desk(desk: Desk, qtbot: QtBot) -> tuple[ScanDesk, list[object]]:
    """A desk that scans, and what it asks for or says."""
    context, window = context_of(desk), QWidget()
    qtbot.addWidget(window)
    heard: list[object] = []
    context.tool_asked.connect(lambda name, asked: heard.append((name, asked)))
    windows = RecordWindows(context, window)
    return ScanDesk(window, context, windows, lambda text, tone: heard.append((tone, text))), heard


def test_a_scanned_round_opens_its_window(
    desk: Desk, who: Theatre, code: str, qtbot: QtBot
) -> None:
    scans, heard = scan_desk(who.nurse, qtbot)
    read = parse(slip_text(code))
    assert read is not None
    scans.open_code(read)
    assert heard == [("round", code)]


def test_a_round_of_another_department_is_refused_in_words(
    desk: Desk, who: Theatre, code: str, qtbot: QtBot
) -> None:
    scans, heard = scan_desk(who.supervisor, qtbot)
    read = parse(slip_text(code))
    assert read is not None
    scans.open_code(read)
    ((tone, words),) = heard  # type: ignore[misc]  # a pair
    assert tone == "fail"
    assert code in words


def test_a_typed_code_is_found_among_all_records(desk: Desk, who: Theatre, code: str) -> None:
    (hit,), many = search_all.find(who.nurse, REGISTERS, code)
    assert many == 1
    assert hit.place is not None
    assert (hit.place.tool, hit.place.words) == ("round", code)
    assert hit.cells[2].text == "已打印待录入的环境巡查纸"
