"""kill -9 at any moment of saving: what was confirmed is there, nothing is half there."""

import os
import random
import signal
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from app.services import audit, records
from app.services.operations import Desk
from app.services.storage import schema
from tests.factory import KIND, complaint_values
from tests.hospital import founded

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


def save_until_killed(location: str, report: int) -> None:
    """In the child: register for ever, writing each confirmed number to the pipe."""
    desk = Desk(schema.open_database(location), 1)
    values = complaint_values(desk)
    while True:
        number = records.register(desk, KIND, values).number
        os.write(report, f"{number}\n".encode())


def one_kill(location: str, after: float) -> list[str]:
    """Fork a child, kill it after some seconds of saving; the numbers it had confirmed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            save_until_killed(location, writing)
        finally:
            os._exit(1)
    os.close(writing)
    confirmed = os.read(reading, 64)  # the child is saving now
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        confirmed += pipe.read()
    return [line for line in confirmed.decode().split("\n") if line.count("-") == 3]


@pytest.mark.parametrize("kills", [200, pytest.param(5_000, marks=pytest.mark.faults)])
def test_killed_while_saving_nothing_confirmed_is_lost(tmp_path: Path, kills: int) -> None:
    desk = founded(tmp_path)
    location = desk.database.location
    desk.database.close()
    chance = random.Random(20261123)
    confirmed: list[str] = []
    for _kill in range(kills):
        confirmed += one_kill(location, chance.random() * 0.02)
    again = schema.open_database(location)
    with again.read() as session:
        stored = {number for (number,) in session.execute(text("SELECT number FROM complaint"))}
        steps = session.scalar(text("SELECT count(*) FROM step_entry"))
        assert set(confirmed) <= stored
        assert steps == len(stored)
        assert audit.verify(session).ok
    assert len(confirmed) >= kills
    assert again.integrity_problems() == []
    numbers = sorted(int(number.rsplit("-", 1)[1]) for number in stored)
    assert numbers == list(range(1, len(numbers) + 1))
    again.close()
