"""A bulletin is read by those it was sent to, and who has not read it finds it on the first page (HR-27)."""

import pytest

from app.errors import NotAllowed, NotFound, StepRefused
from app.models.organisation import Department
from app.services import audit, printing, records
from app.services.registers.reports.periodic_report import REGISTER
from app.services.reporting import figures_view, receipts
from app.services.worklists import worklist
from app.services.worklists.worklist import MINE
from tests.cast import Cast
from tests.factory import department, made, take


@pytest.fixture
def issued(cast: Cast) -> int:
    """A bulletin of 医务科 sent to the ward."""
    ward = department(cast.admin, "骨科一病区")
    record_id = made(
        cast.handler, REGISTER, kind="BULLETIN", period="1999-05", recipient_department_ids=[ward]
    )
    take(cast.handler, REGISTER, record_id, "begin")
    take(cast.handler, REGISTER, record_id, "issue")
    return record_id


def to_read(cast: Cast) -> list[str]:
    return [one.next for one in worklist.worklist(cast.chief).of(MINE)
            if one.register == REGISTER.name]  # fmt: skip


def test_the_head_of_the_ward_finds_it_until_it_is_read(cast: Cast, issued: int) -> None:
    assert to_read(cast) == ["阅知"]
    receipts.acknowledge(cast.chief, issued)
    assert to_read(cast) == []
    (receipt,) = figures_view.opened(cast.head, issued).receipts
    assert (receipt.department, receipt.person) == ("骨科一病区", "陈静")
    assert receipt.words().startswith("骨科一病区：陈静 ")
    with cast.admin.database.read() as session:
        assert audit.verify(session).ok


def test_who_has_not_read_it_stands_on_the_paper_when_they_have(cast: Cast, issued: int) -> None:
    before = printing.render(cast.head, REGISTER, issued).data.values["receipts"]
    receipts.acknowledge(cast.chief, issued)
    after = str(printing.render(cast.head, REGISTER, issued).data.values["receipts"])
    assert before == ""
    assert after.startswith("骨科一病区 陈静")


def test_nobody_acknowledges_what_is_not_theirs_to_read(cast: Cast, issued: int) -> None:
    with pytest.raises(StepRefused, match="由科室负责人阅知"):
        receipts.acknowledge(cast.nurse, issued)
    with pytest.raises(StepRefused, match="没有发给您的科室"):
        receipts.acknowledge(cast.head, issued)
    with pytest.raises(NotFound):
        receipts.acknowledge(cast.nursing, issued)
    receipts.acknowledge(cast.chief, issued)
    with pytest.raises(StepRefused, match="已经阅知"):
        receipts.acknowledge(cast.chief, issued)


def test_a_ward_reads_a_bulletin_and_writes_nothing_in_it(cast: Cast) -> None:
    ward = department(cast.admin, "骨科一病区")
    record_id = made(
        cast.handler, REGISTER, kind="BULLETIN", period="1999-07", recipient_department_ids=[ward]
    )
    with pytest.raises(NotAllowed, match="不由您的科室填写"):
        records.change(cast.chief, REGISTER, record_id, 1, {"analysis": "与本科无关"})
    with pytest.raises(NotAllowed):
        take(cast.chief, REGISTER, record_id, "begin")


def test_before_it_is_issued_there_is_nothing_to_read(cast: Cast) -> None:
    ward = department(cast.admin, "骨科一病区")
    record_id = made(
        cast.handler, REGISTER, kind="BULLETIN", period="1999-06", recipient_department_ids=[ward]
    )
    assert to_read(cast) == []
    with pytest.raises(StepRefused, match="还没有发出"):
        receipts.acknowledge(cast.chief, record_id)


def test_an_issued_bulletin_names_who_it_went_to_as_they_were_called(
    cast: Cast, issued: int
) -> None:
    with cast.admin.database.write() as session:
        for name in ("骨科一病区", "医务科"):
            ward = session.get_one(Department, department(cast.admin, name))
            ward.name = f"{name}（旧）"
    values = printing.render(cast.head, REGISTER, issued).data.values
    assert values["recipient_departments"] == "骨科一病区"
    assert values["responsible_department"] == "医务科"
