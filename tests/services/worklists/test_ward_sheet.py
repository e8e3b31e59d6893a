"""交接班: the department's open records, saved as a sheet with room for remarks and signatures."""

from pathlib import Path

import openpyxl
import pytest

from app.errors import NotAllowed
from app.models.organisation import Role
from app.services.operations import Desk
from app.services.worklists import ward_sheet
from tests.factory import registered, step
from tests.hospital import desk_of


def test_the_sheet_lists_what_the_ward_has_open(desk: Desk, tmp_path: Path) -> None:
    open_one = registered(desk, subject="=1+1 换药")
    closed = registered(desk)
    step(desk, closed, "withdraw", withdrawal_evidence="书面撤诉书")
    nurse = desk_of(desk, Role.REGISTRAR)
    sheet = ward_sheet.ward_sheet(nurse)
    assert [one.record_id for one in sheet.lines] == [open_one]
    assert sheet.lines[0].next == "受理"
    path = tmp_path / "交接班.xlsx"
    ward_sheet.save(nurse, sheet, path)
    page = openpyxl.load_workbook(path).active
    assert page is not None
    texts = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value]
    assert "=1+1 换药" in texts
    assert any("接班人签名" in text for text in texts)
    assert page.page_setup.orientation == "landscape"


def test_another_ward_has_nothing_to_hand_over(desk: Desk) -> None:
    registered(desk)
    other = desk_of(desk, Role.REGISTRAR, department="PFK")
    assert ward_sheet.ward_sheet(other).lines == ()


def test_who_may_not_print_saves_no_sheet(desk: Desk, tmp_path: Path) -> None:
    admin = desk_of(desk, Role.ADMIN)
    sheet = ward_sheet.ward_sheet(admin)
    with pytest.raises(NotAllowed):
        ward_sheet.save(admin, sheet, tmp_path / "x.xlsx")
    assert not (tmp_path / "x.xlsx").exists()
