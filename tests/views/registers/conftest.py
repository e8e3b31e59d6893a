"""What several tests of registers in the window share."""

from pathlib import Path

import pytest

from app.views.printing import printers
from tests.views.registers.label_paper import PRINTER, Paper


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paper:
    printed = Paper(tmp_path)
    monkeypatch.setattr(printers, "names", lambda: [PRINTER, "护士站激光"])
    monkeypatch.setattr(printers, "label_printer", printed.take(printers.label_printer))
    return printed
