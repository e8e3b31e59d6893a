"""Jobs run beside the window and come back on its thread, while somebody is there to take them."""

import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.errors import Cancelled, FileProblem
from app.views.jobs import Jobs, Progress


def test_work_runs_beside_and_its_result_comes_back_here(qtbot: QtBot) -> None:
    jobs, owner = Jobs(), QObject()
    where: list[int] = []
    jobs.read(
        owner,
        threading.get_ident,
        lambda there: where.extend((there, threading.get_ident())),
        print,
    )
    qtbot.waitUntil(lambda: len(where) == 2, timeout=30_000)
    assert where[0] != where[1] == threading.get_ident()


def test_what_is_looked_at_first_never_waits_for_what_takes_long(qtbot: QtBot) -> None:
    jobs, owner = Jobs(), QObject()
    counted = threading.Event()
    done: list[str] = []
    jobs.aside(owner, lambda: counted.wait(30), lambda _all: done.append("counts"), print)
    jobs.read(owner, lambda: "rows", done.append, print)
    qtbot.waitUntil(lambda: done == ["rows"], timeout=30_000)
    counted.set()
    qtbot.waitUntil(lambda: done == ["rows", "counts"], timeout=30_000)


def test_writes_keep_their_order(qtbot: QtBot) -> None:
    jobs, owner = Jobs(), QObject()
    done: list[int] = []
    for one in range(50):
        jobs.write(owner, lambda n=one: n, done.append, print)
    qtbot.waitUntil(lambda: len(done) == 50, timeout=30_000)
    assert done == list(range(50))


def test_failures_come_back_as_they_are(qtbot: QtBot) -> None:
    jobs, owner = Jobs(), QObject()
    failures: list[Exception] = []

    def fail() -> None:
        raise FileProblem("D 盘空间不足")

    jobs.read(owner, fail, print, failures.append)
    qtbot.waitUntil(lambda: len(failures) == 1, timeout=30_000)
    assert str(failures[0]) == "D 盘空间不足"


def test_a_cancelled_job_says_so_and_moves_no_more(qtbot: QtBot) -> None:
    jobs, owner = Jobs(), QObject()
    seen: list[int] = []
    failures: list[Exception] = []
    begun, go_on = threading.Event(), threading.Event()

    def long(progress: Progress) -> None:
        progress.report(1, 3)
        begun.set()
        go_on.wait(30)
        progress.report(2, 3)

    progress = jobs.file(owner, long, print, failures.append, lambda n, _of, _text: seen.append(n))
    assert begun.wait(30)
    progress.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: len(failures) == 1, timeout=30_000)
    assert isinstance(failures[0], Cancelled)
    assert seen == [1]


def test_nobody_is_told_who_has_gone(qtbot: QtBot) -> None:
    jobs = Jobs()
    told: list[int] = []
    owner: QObject | None = QObject()
    gate = threading.Event()
    assert owner is not None
    jobs.read(owner, lambda: gate.wait(30), lambda _result: told.append(1), print)
    owner.deleteLater()
    owner = None
    qtbot.wait(50)
    gate.set()
    jobs.wait()
    qtbot.wait(50)
    assert told == []
