"""What several tests of registers in the window share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.people.shift import Shift
from app.views.context import Context
from app.views.printing import printers
from app.views.registers.register_page import RegisterPage
from tests.factory import KIND
from tests.views.registers.label_paper import PRINTER, Paper
from tests.views.widgets.keyboard import shown


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paper:
    printed = Paper(tmp_path)
    monkeypatch.setattr(printers, "names", lambda: [PRINTER, "护士站激光"])
    monkeypatch.setattr(printers, "label_printer", printed.take(printers.label_printer))
    return printed


@pytest.fixture
def open_page(qtbot: QtBot, context: Context, begun: Shift) -> Callable[[], RegisterPage]:
    """The register of complaints with the keyboard in its list."""

    def open_now() -> RegisterPage:
        page = RegisterPage(context, begun, KIND)
        page.resize(1366, 660)
        shown(qtbot, page, page.view)
        page.appear()
        return page

    return open_now
