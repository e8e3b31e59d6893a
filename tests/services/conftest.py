"""A desk at a fresh copy of the demo hospital."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.operations import Desk
from tests.cast import Cast, cast_of
from tests.hospital import founded


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The administrator, who is also 医务科's head."""
    made = founded(tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def cast(desk: Desk) -> Cast:
    """The people of clause 四.2, one desk for each part."""
    return cast_of(desk)
