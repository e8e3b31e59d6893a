"""The same program on PostgreSQL: founded, filled, searched, signed in to, verified.

Runs where a server is named in QUALITY_DESK_TEST_SERVER (an empty database on this machine).
"""

import os

import pytest

from app.demo import hospital
from app.services import lists
from app.services.people import accounts, founding
from app.services.upkeep import verifying
from tests.factory import KIND
from tests.hospital import NAME, PASSWORD, STAFF_NO

SERVER = os.environ.get("QUALITY_DESK_TEST_SERVER", "")


@pytest.mark.skipif(not SERVER, reason="no PostgreSQL named in QUALITY_DESK_TEST_SERVER")
def test_the_demo_hospital_lives_on_a_server() -> None:
    account = founding.FirstAccount(STAFF_NO, NAME, PASSWORD)
    desk = founding.found(SERVER, "安禾医院", account, demo=True)
    hospital.fill(desk)
    counts = lists.counts(desk, KIND, lists.Query())
    assert (counts.total, counts.overdue, counts.soon) == (12, 1, 1)
    for text, n in (("输液", 1), ("0001", 12), ("%_", 0), ("收 费", 1)):
        assert len(lists.ids(desk, KIND, lists.Query(text=text))) == n
    assert verifying.verify(desk).ok
    signed = accounts.sign_in(SERVER, STAFF_NO, PASSWORD)
    assert signed.name == NAME
    for one in (signed.desk, desk):
        one.database.close()
