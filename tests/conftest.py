"""What every test stands on: no screen, our fonts, a data folder that is thrown away, a clock."""

import os

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from time_machine import TimeMachineFixture

from app import clock

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.services.operations import Desk
    from tests.cast import Cast

# A busy machine is not a failure.
settings.register_profile("project", deadline=None)
settings.load_profile("project")


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the hospital's data: each test has its own, the person's is never touched."""
    folder = tmp_path / "data"
    monkeypatch.setenv("QUALITY_DESK_DATA", str(folder))
    return folder


@pytest.fixture(autouse=True)
def windows_gone() -> Iterator[None]:
    """A window a test leaves behind would take the keyboard, or the next dialog's place."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return
    for widget in application.topLevelWidgets():
        if widget.parent() is None:
            widget.hide()
            widget.deleteLater()
    application.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the program wanted to wait; nobody does."""
    waited: list[float] = []
    monkeypatch.setattr(clock, "wait", waited.append)
    return waited


@pytest.fixture
def desk(tmp_path: Path, request: pytest.FixtureRequest) -> "Iterator[Desk]":
    """The administrator, who is also 医务科's head; with the cast at hand where a test asks for it."""
    # Models and services: not for tests of the window alone.
    from tests.cast import peopled
    from tests.hospital import founded

    made = peopled(tmp_path) if "cast" in request.fixturenames else founded(tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def cast(desk: "Desk") -> "Cast":
    """The people of clause 四.2, one desk for each part."""
    from tests.cast import cast_at  # as above

    return cast_at(desk)


@pytest.fixture
def set_clock(time_machine: TimeMachineFixture) -> Callable[[str], datetime]:
    """Set the hospital's wall clock and let it stand: `set_clock("2026-03-06 16:20")`."""

    def stand_at(wall_clock: str) -> datetime:
        moment = datetime.fromisoformat(wall_clock).replace(tzinfo=clock.ZONE)
        time_machine.move_to(moment, tick=False)
        return clock.now()

    return stand_at


@pytest.fixture(scope="session")
def qapp(qapp: "QApplication") -> "QApplication":
    """The one application of the process, dressed as the program dresses it."""
    from app.views import theme  # services are tested without Qt

    theme.prepare(qapp)
    theme.apply(qapp, "light")
    return qapp
