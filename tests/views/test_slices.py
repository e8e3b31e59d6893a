"""Work on widgets is done a little at a time, and at once for whoever needs all of it."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from app.views.slices import Slices

STEPS = 12


def slow(done: list[int]) -> Iterator[None]:
    """Steps of which each takes as long as a slice may."""
    for step in range(STEPS):
        time.sleep(0.02)
        done.append(step)
        yield


def test_the_window_answers_between_the_slices(qtbot: QtBot) -> None:
    done: list[int] = []
    seen: list[int] = []
    owner, beat = QObject(), QTimer()
    beat.timeout.connect(lambda: seen.append(len(done)))
    beat.start(1)
    slices = Slices(slow(done), owner)
    qtbot.waitUntil(lambda: slices.is_over, timeout=30_000)
    assert done == list(range(STEPS))
    assert len({count for count in seen if 0 < count < STEPS}) > STEPS // 2


def test_who_needs_all_of_it_gets_it_at_once(qtbot: QtBot) -> None:
    done: list[int] = []
    owner = QObject()
    slices = Slices(slow(done), owner)
    slices.finish()
    assert slices.is_over
    assert done == list(range(STEPS))


def test_the_end_is_told_once(qtbot: QtBot) -> None:
    owner, told = QObject(), []
    slices = Slices(slow([]), owner)
    slices.over.connect(lambda: told.append(True))
    slices.finish()
    slices.finish()
    qtbot.wait(50)
    assert told == [True]


def test_what_belongs_to_a_closed_window_is_left_undone(qtbot: QtBot) -> None:
    done: list[int] = []
    owner = QObject()
    slices = Slices(slow(done), owner)
    slices.over.connect(lambda: done.append(-1))
    owner.deleteLater()
    qtbot.wait(100)
    assert len(done) < STEPS
