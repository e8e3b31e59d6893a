"""The people of clause 四.2."""

import pytest

from app.services.operations import Desk
from tests.cast import Cast, cast_of


@pytest.fixture
def cast(desk: Desk) -> Cast:
    """One desk for each part."""
    return cast_of(desk)
