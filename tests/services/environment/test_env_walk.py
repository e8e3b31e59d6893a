"""Nothing that failed is closed without a passing re-check and another's supervision; goods stay put."""

import pytest

from app.services import audit
from tests.cast import Cast
from tests.env_walk import EnvWalk

TURNS, MOST = 500, 4_000
REACHED = {
    "judge_pass", "judge_warn", "judge_fail", "restrict", "put_goods_aside", "act", "recheck",
    "supervise", "send_back", "close", "issued", "round", "refused by the database",
}  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2])
def test_no_walk_breaks_what_the_clause_holds(cast: Cast, seed: int) -> None:
    walk = EnvWalk(cast, seed)
    turns = 0
    while turns < TURNS or not set(walk.taken) >= REACHED:
        walk.turn()
        turns += 1
        assert turns < MOST, REACHED - set(walk.taken)
    with cast.admin.database.read() as session:
        assert audit.verify(session).ok
