"""Work in a process of its own: it gives what it gives, and its end is not ours."""

import os
import threading
from pathlib import Path

import pytest

from app.errors import FileProblem
from app.services.imports import apart, workbook
from tests.services.imports import files

ROWS = [("编号", "内容"), ("1", "窗口排队")]


def doubled(text: str, times: int = 2) -> str:
    return text * times


def refusing(name: str) -> None:
    raise FileProblem(f"“{name}”已损坏")


def never_ready() -> None:
    threading.Event().wait()


def greedy() -> int:
    return len(bytearray(4 * apart.MEGABYTES * 1024 * 1024))


def dying() -> None:
    os._exit(3)


def test_what_the_work_gives_comes_back() -> None:
    assert apart.run(doubled, "台账", times=3) == "台账台账台账"


def test_what_the_work_refuses_is_said_here() -> None:
    with pytest.raises(FileProblem, match="“a”已损坏"):
        apart.run(refusing, "a")


def test_work_without_an_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 1.0)
    with pytest.raises(apart.TooMuch):
        apart.run(never_ready)


def test_more_memory_than_any_register_needs_is_refused() -> None:
    with pytest.raises(apart.TooMuch):
        apart.run(greedy)


def test_a_reader_that_dies_takes_nothing_with_it() -> None:
    with pytest.raises(apart.TooMuch):
        apart.run(dying)


def test_a_large_workbook_gives_the_same_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = files.xlsx(tmp_path / "a.xlsx", ROWS)
    here = workbook.read(path)
    monkeypatch.setattr(workbook, "_HERE_MOST", 0)
    assert workbook.read(path) == here


def test_a_file_that_cannot_be_read_to_its_end_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = files.xls(tmp_path / "旧.xls", ROWS)

    def no_end(*_given: object) -> None:
        raise apart.TooMuch

    monkeypatch.setattr(apart, "run", no_end)
    with pytest.raises(FileProblem, match=r"“旧\.xls”没有读完：超过 3 分钟或 512 MB 内存"):
        workbook.read(path)
