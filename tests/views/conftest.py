"""What tests of pages stand on: a person at a database, jobs that run at once or in threads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.services.operations import Desk
from app.services.people import shift
from app.services.people.shift import Shift
from app.views.context import Context
from app.views.jobs import Jobs
from tests.cast import Cast, cast_of
from tests.hospital import NAME, founded


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The administrator, who is also 医务科's head."""
    made = founded(tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def context(qapp: QApplication, desk: Desk) -> Context:
    """Pages get their answers at once: what is tested is what they do with them."""
    return Context(desk, NAME, "安禾医院", Jobs(inline=True))


@pytest.fixture
def begun(desk: Desk) -> Shift:
    """The shift of the person at the desk."""
    return shift.begin(desk)


@pytest.fixture
def cast(desk: Desk) -> Cast:
    """The people of clause 四.2, one desk for each part."""
    return cast_of(desk)
