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
    assert (counts.total, counts.overdue, counts.soon) == (27, 1, 1)
    for text, n in (("输液", 2), ("0001", 27), ("%_", 0), ("收 费", 2)):
        assert len(lists.ids(desk, KIND, lists.Query(text=text))) == n
    for column in ("status", "respondent_department_id", "respondent_person_id", "channel"):
        in_order = list(lists.ids(desk, KIND, lists.Query(sort=column)))
        assert in_order[:5] == list(lists.ids(desk, KIND, lists.Query(sort=column), 5))
        assert len(in_order) == counts.total
    assert verifying.verify(desk).ok
    signed = accounts.sign_in(SERVER, STAFF_NO, PASSWORD)
    assert signed.name == NAME
    for one in (signed.desk, desk):
        one.database.close()
