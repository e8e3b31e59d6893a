"""What tests of pages stand on: a person at a database, jobs that run at once or in threads."""

import pytest
from PySide6.QtWidgets import QApplication

from app.services.operations import Desk
from app.services.people import shift
from app.services.people.shift import Shift
from app.views.context import Context
from app.views.jobs import Jobs
from tests.hospital import NAME


@pytest.fixture
def context(qapp: QApplication, desk: Desk) -> Context:
    """Pages get their answers at once: what is tested is what they do with them."""
    return Context(desk, NAME, "安禾医院", Jobs(inline=True))


@pytest.fixture
def begun(desk: Desk) -> Shift:
    """The shift of the person at the desk."""
    return shift.begin(desk)
