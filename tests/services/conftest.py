"""A desk at a fresh copy of the demo hospital."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.operations import Desk
from tests.hospital import founded


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The administrator, who is also 医务科's head."""
    made = founded(tmp_path)
    yield made
    made.database.close()
