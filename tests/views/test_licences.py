"""While somebody works, suppliers whose papers are over are suspended, and pages that show them know."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services import reading
from app.services.operations import Changes
from app.views.context import Context
from app.views.door.upkeep import Licences
from app.views.jobs import Jobs
from tests.cast import Cast
from tests.roads import SUPPLIER
from tests.services.suppliers.test_supplier_file import supplier


def test_papers_that_ran_out_overnight_suspend_while_the_window_is_open(
    qtbot: QtBot, cast: Cast, set_clock: Callable[[str], datetime]
) -> None:
    set_clock("2026-03-31 23:50")
    one = supplier(cast, licence_until=date(2026, 3, 31))
    context = Context(cast.nurse, "陈静", "安禾医院", Jobs(inline=True))
    told: list[Changes] = []
    context.changed.connect(told.append)
    main = QWidget()
    qtbot.addWidget(main)
    licences = Licences(context, main)  # type: ignore[arg-type]  # any window will do
    licences.suspend()
    assert [one.tables for one in told if one.tables] == []
    set_clock("2026-04-01 00:10")
    licences.suspend()
    assert "supplier" in told[-1].tables
    assert str(reading.load(cast.buyer, SUPPLIER.kind, one).status) == "SUSPENDED"
