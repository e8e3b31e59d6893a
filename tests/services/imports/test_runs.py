"""An import can be undone as a whole; what was worked on since is named and stays."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.errors import Cancelled, NotAllowed, NotFound, StepRefused
from app.models.complaint import Complaint, ComplaintStatus
from app.models.organisation import Role
from app.services import audit, drafts, imports, records
from app.services.imports import runs
from app.services.operations import Desk
from app.services.registers.complaint import REGISTER
from tests import hospital
from tests.factory import registered
from tests.services.imports import files

HEADINGS = ("编号", "接到时间", "投诉人", "投诉内容")
ROWS = [(f"T-{n}", f"2024-02-{n:02d}", "王某", f"第 {n} 件事") for n in range(1, 4)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return files.xlsx(tmp_path / "旧台账.xlsx", [HEADINGS, *ROWS])


def imported(desk: Desk, path: Path) -> int:
    made = imports.insert(desk, imports.examine(desk, REGISTER, path))
    assert made.run_id is not None
    return made.run_id


def complaints(desk: Desk) -> list[Complaint]:
    with desk.database.read() as session:
        found = list(session.scalars(select(Complaint).order_by(Complaint.id)))
        session.expunge_all()
        return found


def test_an_import_is_listed_with_its_file_its_rows_and_its_person(desk: Desk, path: Path) -> None:
    run_id = imported(desk, path)
    (run,) = runs.listed(desk, REGISTER)
    assert (run.id, run.file, run.rows, run.by) == (run_id, "旧台账.xlsx", 3, "周敏")
    assert run.undone_at is None


def test_undoing_voids_every_record_and_the_chain_still_verifies(desk: Desk, path: Path) -> None:
    run_id = imported(desk, path)
    changes = runs.undo(desk, REGISTER, run_id)
    assert "complaint" in changes.tables
    found = complaints(desk)
    assert {one.status for one in found} == {ComplaintStatus.VOIDED}
    assert {one.void_reason for one in found} == {"撤销导入"}
    assert runs.listed(desk, REGISTER)[0].undone_by == "周敏"
    with desk.database.read() as session:
        assert audit.verify(session).ok


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "AT_ONCE", 1)


@pytest.mark.usefixtures("one_at_a_time")
def test_others_can_save_while_an_import_is_undone(desk: Desk, path: Path) -> None:
    run_id = imported(desk, path)
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        registered(desk)
        seen.append((done, total))

    runs.undo(desk, REGISTER, run_id, progress=progress)
    assert seen == [(0, 3), (1, 3), (2, 3)]
    statuses = [one.status for one in complaints(desk)]
    assert statuses == [ComplaintStatus.VOIDED] * 3 + [ComplaintStatus.REGISTERED] * 3
    with desk.database.read() as session:
        assert audit.verify(session).ok


@pytest.mark.usefixtures("one_at_a_time")
def test_stopped_half_way_it_says_so_and_goes_on_the_next_time(desk: Desk, path: Path) -> None:
    run_id = imported(desk, path)

    def progress(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(StepRefused, match="已撤销 2 件，其余 1 件没有动"):
        runs.undo(desk, REGISTER, run_id, progress=progress)
    assert runs.listed(desk, REGISTER)[0].undone_at is None
    assert runs.weigh(desk, REGISTER, run_id).voided_before == 2
    runs.undo(desk, REGISTER, run_id)
    assert runs.listed(desk, REGISTER)[0].undone_at is not None
    assert {one.status for one in complaints(desk)} == {ComplaintStatus.VOIDED}


@pytest.mark.usefixtures("one_at_a_time")
@pytest.mark.parametrize("leave_rest", [False, True])
def test_what_is_worked_on_while_undoing_stays(desk: Desk, path: Path, leave_rest: bool) -> None:
    run_id = imported(desk, path)
    last = complaints(desk)[-1]

    def progress(done: int, _total: int) -> None:
        if done == 1:
            records.change(desk, REGISTER, last.id, last.version, {"bed_number": "12"})

    if leave_rest:
        runs.undo(desk, REGISTER, run_id, leave_rest, progress)
    else:
        with pytest.raises(StepRefused, match=f"{last.number}（已改过）。先前的已作废"):
            runs.undo(desk, REGISTER, run_id, leave_rest, progress)
    assert [one.status for one in complaints(desk)] == [
        ComplaintStatus.VOIDED, ComplaintStatus.VOIDED, ComplaintStatus.REGISTERED,
    ]  # fmt: skip
    assert (runs.listed(desk, REGISTER)[0].undone_at is not None) is leave_rest


def test_what_was_undone_comes_in_again(desk: Desk, path: Path) -> None:
    runs.undo(desk, REGISTER, imported(desk, path))
    assert imports.bring_in(desk, REGISTER, path).summary() == "读入 3 行，导入 3，拒绝 0"


def test_an_import_is_undone_once(desk: Desk, path: Path) -> None:
    run_id = imported(desk, path)
    runs.undo(desk, REGISTER, run_id)
    with pytest.raises(StepRefused, match="已经撤销过"):
        runs.undo(desk, REGISTER, run_id)


def test_records_worked_on_since_are_named_and_nothing_is_voided(desk: Desk, path: Path) -> None:
    run_id = imported(desk, path)
    first = complaints(desk)[0]
    records.change(desk, REGISTER, first.id, first.version, {"bed_number": "12"})
    with pytest.raises(StepRefused, match=f"{first.number}（已改过）"):
        runs.undo(desk, REGISTER, run_id)
    assert {one.status for one in complaints(desk)} == {ComplaintStatus.REGISTERED}


def test_the_rest_is_undone_when_it_is_asked_for(desk: Desk, path: Path) -> None:
    run_id = imported(desk, path)
    first = complaints(desk)[0]
    records.change(desk, REGISTER, first.id, first.version, {"bed_number": "12"})
    runs.undo(desk, REGISTER, run_id, leave_rest=True)
    assert [one.status for one in complaints(desk)] == [
        ComplaintStatus.REGISTERED, ComplaintStatus.VOIDED, ComplaintStatus.VOIDED,
    ]  # fmt: skip


def test_what_was_voided_before_stays_voided_for_its_own_reason(desk: Desk, path: Path) -> None:
    run_id = imported(desk, path)
    first = complaints(desk)[0]
    records.void(desk, REGISTER, first.id, first.version, "重复")
    assert runs.weigh(desk, REGISTER, run_id).voided_before == 1
    runs.undo(desk, REGISTER, run_id)
    assert complaints(desk)[0].void_reason == "重复"


def test_a_draft_of_a_record_counts_as_work(desk: Desk, path: Path) -> None:
    run_id = imported(desk, path)
    first = complaints(desk)[0]
    drafts.save(desk, REGISTER, {"bed_number": "1"}, record_id=first.id, record_version=1)
    assert runs.weigh(desk, REGISTER, run_id).left == ((first.number, "有没存完的草稿"),)


def test_only_the_office_may_undo(desk: Desk, path: Path) -> None:
    run_id = imported(desk, path)
    clerk = hospital.desk_of(desk, Role.REGISTRAR)
    for refused in (
        lambda: runs.listed(clerk, REGISTER),
        lambda: runs.weigh(clerk, REGISTER, run_id),
        lambda: runs.undo(clerk, REGISTER, run_id),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_an_import_that_is_not_there_is_said(desk: Desk) -> None:
    with pytest.raises(NotFound, match="没有这次导入"):
        runs.weigh(desk, REGISTER, 99)


def test_a_run_that_brought_nothing_is_not_listed(desk: Desk, path: Path) -> None:
    imported(desk, path)
    again: Any = imports.insert(desk, imports.examine(desk, REGISTER, path))
    assert again.run_id is None
    assert len(runs.listed(desk, REGISTER)) == 1


def test_an_import_between_dry_run_and_writing_changes_the_numbers_and_nothing_else(
    desk: Desk, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbers foreseen before the lock that were given away meanwhile are given anew under it."""
    from app.services.imports import writing

    other = files.xlsx(tmp_path / "b.xlsx", [HEADINGS, ("B-1", "2024-05-01", "李某", "另一件")])
    prepare = writing._prepare

    def late(*given: Any) -> Any:
        monkeypatch.setattr(writing, "_prepare", prepare)
        made = prepare(*given)
        imports.bring_in(desk, REGISTER, other)
        return made

    monkeypatch.setattr(writing, "_prepare", late)
    report = imports.bring_in(desk, REGISTER, path)
    assert [number[-4:] for number in report.numbers] == ["0002", "0003", "0004"]
    with desk.database.read() as session:
        assert audit.verify(session).ok
