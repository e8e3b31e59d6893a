"""The last resort says what nobody else said: once, in plain words, on the right thread."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning
from pytestqt.qtbot import QtBot

from app.errors import DatabaseUnavailable
from app.views import crash, messages
from app.views.crash import LastResort

BUG = "程序出了意外的错误，这一步没有完成，已保存的记录没有动。"


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(messages, "box", lambda _parent, text, _error: found.append(text))
    return found


@pytest.fixture
def last_resort(qtbot: QtBot) -> Iterator[LastResort]:
    before = sys.excepthook, threading.excepthook
    made = LastResort()
    made.install()
    yield made
    sys.excepthook, threading.excepthook = before
    qInstallMessageHandler(None)


def fail(error: Exception) -> None:
    try:
        raise error
    except type(error) as caught:
        sys.excepthook(type(caught), caught, caught.__traceback__)


def test_a_bug_is_logged_and_said_once_a_minute(
    last_resort: LastResort, said: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    for _time in range(3):
        fail(ZeroDivisionError("division"))
    assert len(said) == 1
    assert said[0].startswith(BUG)
    assert sum(one.levelno == logging.CRITICAL for one in caplog.records) == 3


def test_a_known_error_is_said_in_its_own_words(last_resort: LastResort, said: list[str]) -> None:
    fail(DatabaseUnavailable("连不上数据库服务器。"))
    assert said == ["连不上数据库服务器。"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_error_in_a_thread_is_said_too(
    qtbot: QtBot, last_resort: LastResort, said: list[str]
) -> None:
    last_resort.install()
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(said) == 1)


@pytest.mark.no_qt_log
def test_words_of_qt_go_to_the_log(
    last_resort: LastResort, caplog: pytest.LogCaptureFixture
) -> None:
    last_resort.install()
    qWarning("something odd")
    qWarning("This plugin does not support propagateSizeHints()")
    assert [one.message for one in caplog.records if one.name == crash.__name__] == [
        "Qt: something odd"
    ]
