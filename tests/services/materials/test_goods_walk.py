"""Anybody tries anything with goods: what was not accepted reaches no shelf, and nothing is lost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.services import audit
from tests.cast import cast_of
from tests.goods_walk import GoodsWalk
from tests.hospital import founded

Clock = Callable[[str], datetime]
BEGIN = datetime.fromisoformat("2026-01-05 08:00")


@pytest.mark.parametrize("turns", [1_500, pytest.param(12_000, marks=pytest.mark.faults)])
def test_no_walk_brings_goods_past_their_inspection(
    tmp_path: Path, set_clock: Clock, turns: int
) -> None:
    set_clock(f"{BEGIN:%Y-%m-%d %H:%M}")
    admin = founded(tmp_path)
    walk = GoodsWalk(cast_of(admin), 20261130, tmp_path)
    for turn in range(turns):
        if turn % 25 == 0:
            set_clock(f"{BEGIN + timedelta(hours=3 * turn // 25):%Y-%m-%d %H:%M}")
            walk.forget()
        walk.turn()
    with admin.database.read() as session:
        assert audit.verify(session).ok
    assert admin.database.integrity_problems() == []
    admin.database.close()
    # The walk reached what it is about.
    assert set(walk.taken) >= {
        "accept", "reject", "split", "note_short", "store", "shelve", "issued", "withdraw",
        "send_back_goods", "destroy", "replace", "change", "void", "bring_in",
        "refused by the database",
    }  # fmt: skip
    assert walk.refused > turns / 10
