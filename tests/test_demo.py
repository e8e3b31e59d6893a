"""The demo hospital is lived in on any day: something is due, something is overdue."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from app.demo import hospital, shift
from app.demo.complaints import STORIES
from app.models.complaint import CauseCategory, Complaint, ResolutionType
from app.services import audit, lists
from app.services.operations import Desk
from tests.factory import KIND
from tests.hospital import founded


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Desk]:
    desk = founded(tmp_path)
    hospital.fill(desk)
    yield desk
    desk.database.close()


@pytest.mark.parametrize(
    "today", ["2026-11-23", "2026-02-20", "2026-10-05", "2026-06-13", "2027-01-03"]
)
def test_something_is_due_and_overdue_on_any_day(
    tmp_path: Path, set_clock: Callable[[str], datetime], today: str
) -> None:
    set_clock(f"{today} 09:00")
    desk = founded(tmp_path)
    hospital.fill(desk)
    counts = lists.counts(desk, KIND, lists.Query())
    assert (counts.total, counts.overdue, counts.soon) == (12, 1, 1)
    desk.database.close()


def test_causes_results_and_channels_are_covered(filled: Desk) -> None:
    with filled.database.read() as session:
        found = session.query(Complaint).all()
        assert {one.main_cause for one in found} >= set(CauseCategory)
        results = {one.main_resolution for one in found} - {None}
        assert results >= set(ResolutionType) - {ResolutionType.LITIGATION}
        assert Counter(one.status.value for one in found)["LITIGATION"] == 1
        assert len({one.channel for one in found}) == 7
        assert audit.verify(session).ok


def test_nobody_is_real() -> None:
    for story in STORIES:
        phone = story.values["complainant_phone"]
        assert phone.startswith("138****00")
        number = story.values.get("patient_number", "DEMO-0000")
        assert number.startswith("DEMO-")


def test_the_scripted_shift_leaves_database_forms_and_screens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every page and dialog is opened on the way; a Qt warning would fail the test."""
    shift.play(tmp_path)
    assert (tmp_path / "demo.db").stat().st_size > 100_000
    assert len(list((tmp_path / "forms").glob("F01-*.pdf"))) == 13
    assert len(list((tmp_path / "forms").glob("F01-*.xlsx"))) == 13
    assert (tmp_path / "labels").is_dir()
    assert len(list((tmp_path / "screens").glob("*.png"))) >= 25
    assert "演示医院已建立" in capsys.readouterr().out
