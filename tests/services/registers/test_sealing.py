"""四.2.(3)④, HR-09, D10: evidence is sealed before both sides, stays as it was, is opened as the law allows."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from app import clock
from app.errors import InvalidRecord, StepRefused
from app.services import attachments, reading, records
from app.services.attachments import filing
from tests.cast import Cast
from tests.factory import (
    VALUES,
    department,
    evidence_seal_values,
    made,
    registered,
    step,
    take,
)
from tests.roads import MINOR, SEAL, status

KIND = SEAL.kind
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
Clock = Callable[[str], datetime]


def sealed(cast: Cast, **other: Any) -> int:
    return_id = made(cast.handler, KIND, **other)
    take(cast.handler, KIND, return_id, "seal")
    return return_id


def raised_from(cast: Cast, origin: tuple[Any, int]) -> int:
    """A sealed list that belongs to a case."""
    values = evidence_seal_values(cast.handler)
    record_id = records.register(cast.handler, KIND, values, origin=origin).record_id
    assert record_id is not None
    take(cast.handler, KIND, record_id, "seal")
    return record_id


def test_without_the_patients_side_a_reason_and_a_witness_are_written(cast: Cast) -> None:
    with pytest.raises(InvalidRecord) as refused:
        made(cast.handler, KIND, patient_witness=None)
    assert set(refused.value.problems) == {"absent_reason", "third_witness"}
    made(
        cast.handler,
        KIND,
        patient_witness=None,
        absent_reason="拒绝到场",
        third_witness="社区 李某",
    )


def test_a_list_names_at_least_one_thing(cast: Cast) -> None:
    with pytest.raises(InvalidRecord) as refused:
        made(cast.handler, KIND, items=[])
    assert "至少一项" in refused.value.problems["items"]


def test_each_thing_has_its_own_seal(cast: Cast) -> None:
    bare = {"name": "病历", "category": "RECORD", "quantity": "1 份"}
    record_id = made(cast.handler, KIND, items=[bare])
    with pytest.raises(StepRefused, match="还没有封条号：病历"):
        take(cast.handler, KIND, record_id, "seal")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("items", [{"name": "空瓶", "category": "DRUG", "quantity": "1", "seal_number": "F-1"}]),
        ("place", "病房"), ("patient_witness", "别人"), ("third_witness", "别人"),
    ],
)  # fmt: skip
def test_what_was_sealed_stays_as_it_was_signed(cast: Cast, name: str, value: Any) -> None:
    record_id = sealed(cast)
    version = reading.load(cast.head, KIND, record_id).version
    with pytest.raises(StepRefused, match="清单和在场人不能再改"):
        records.change(cast.head, KIND, record_id, version, {name: value}, "换一个")


def test_sealed_things_may_move_to_another_place(cast: Cast) -> None:
    record_id = sealed(cast)
    version = reading.load(cast.head, KIND, record_id).version
    records.change(cast.head, KIND, record_id, version, {"storage_place": "保险柜 3"}, "搬家")
    assert reading.load(cast.head, KIND, record_id).values["storage_place"] == "保险柜 3"


@pytest.mark.parametrize("opened", [False, True])
def test_files_of_sealed_evidence_are_added_and_never_taken_off(cast: Cast, opened: bool) -> None:
    record_id = made(cast.handler, KIND)
    attachments.add(cast.handler, KIND, record_id, PNG, "封条.png")
    take(cast.handler, KIND, record_id, "seal")
    if opened:
        SEAL.go(cast, record_id, SEAL.moves[1])
    attachments.add(cast.handler, KIND, record_id, PNG, "封条背面.png")
    shelf = filing.listing(cast.handler, KIND, record_id)
    assert (shelf.count, shelf.no_adding) == (2, "")
    assert shelf.no_withdrawing == "证据已封存，附件只增不撤（四.2.(3)④）"
    with pytest.raises(StepRefused, match="附件只增不撤"):
        attachments.withdraw(cast.handler, KIND, record_id, shelf.files[0].id, "拍错了")
    assert filing.listing(cast.handler, KIND, record_id).count == 2


def test_before_the_sealing_a_wrong_file_is_taken_off(cast: Cast) -> None:
    record_id = made(cast.handler, KIND)
    attachments.add(cast.handler, KIND, record_id, PNG, "封条.png")
    shelf = filing.listing(cast.handler, KIND, record_id)
    attachments.withdraw(cast.handler, KIND, record_id, shelf.files[0].id, "拍错了")
    assert filing.listing(cast.handler, KIND, record_id).count == 0


def test_opened_by_both_sides_names_who_was_there(cast: Cast) -> None:
    record_id = sealed(cast)
    with pytest.raises(StepRefused, match="写明在场人"):
        take(cast.head, KIND, record_id, "open", opening_reason="BOTH_PRESENT")
    SEAL.go(cast, record_id, SEAL.moves[1])
    assert reading.load(cast.head, KIND, record_id).values["opened_on"] == clock.today()


def test_the_hospitals_witness_signs_the_sealing(cast: Cast) -> None:
    record_id = made(cast.handler, KIND, hospital_witness_id=cast.chief.person_id)
    with pytest.raises(StepRefused, match=r"封存由医方在场人.*本人签字"):
        take(cast.handler, KIND, record_id, "seal")
    take(cast.chief, KIND, record_id, "seal")


def test_what_was_sealed_reads_as_paper(cast: Cast) -> None:
    record_id = made(cast.handler, KIND)
    assert not reading.load(cast.handler, KIND, record_id).fixed
    take(cast.handler, KIND, record_id, "seal")
    fixed = reading.load(cast.handler, KIND, record_id).fixed
    assert {"items", "patient_witness"} <= fixed
    assert "storage_place" not in fixed


def in_court(cast: Cast) -> int:
    """The evidence of a closed nonconformity whose complaint is in court."""
    from tests.factory import KIND as COMPLAINT

    complaint = registered(cast.admin)
    step(cast.admin, complaint, "accept",
         functional_department_id=department(cast.admin, "医务科"))  # fmt: skip
    step(cast.admin, complaint, "litigate", court_case_number="（2026）1 号")
    values = VALUES[MINOR.register](cast.nurse)
    service = records.register(
        cast.admin, MINOR.kind, values, origin=(COMPLAINT, complaint)
    ).record_id  # fmt: skip
    assert service is not None
    for move in MINOR.moves:
        MINOR.go(cast, service, move)
    return raised_from(cast, (MINOR.kind, service))


@pytest.mark.parametrize("reason", ["SETTLED", "THREE_YEARS"])
def test_a_dispute_is_settled_at_its_root(cast: Cast, set_clock: Clock, reason: str) -> None:
    set_clock("2022-03-07 10:00")
    record_id = in_court(cast)
    set_clock("2026-03-09 10:00")
    with pytest.raises(StepRefused, match="纠纷还没有解决：TS-"):
        take(cast.head, KIND, record_id, "open", opening_reason=reason)


def test_a_list_of_no_case_says_on_what_paper_the_dispute_ended(cast: Cast) -> None:
    record_id = sealed(cast)
    with pytest.raises(StepRefused, match=r"把解决纠纷的依据.*写在备注里"):
        take(cast.head, KIND, record_id, "open", opening_reason="SETTLED")
    take(cast.head, KIND, record_id, "open", opening_reason="SETTLED",
         remarks="和解协议 2026-3")  # fmt: skip


def test_alone_it_is_opened_after_three_years_and_not_a_day_before(
    cast: Cast, set_clock: Clock
) -> None:
    set_clock("2024-02-29 10:00")
    record_id = sealed(cast)
    set_clock("2027-02-27 23:59")
    with pytest.raises(StepRefused, match="封存未满 3 年，2027-02-28 起"):
        take(cast.head, KIND, record_id, "open", opening_reason="THREE_YEARS")
    set_clock("2027-02-28 00:01")
    take(cast.head, KIND, record_id, "open", opening_reason="THREE_YEARS")
    assert status(cast.head, KIND, record_id) == "OPENED"


def test_a_dispute_not_settled_is_opened_by_both_sides_only(cast: Cast) -> None:
    service = made(cast.handler, MINOR.kind)
    record_id = raised_from(cast, (MINOR.kind, service))
    with pytest.raises(StepRefused, match="纠纷还没有解决：BHF-"):
        take(cast.head, KIND, record_id, "open", opening_reason="SETTLED")


def test_evidence_of_a_closed_complaint_is_opened_as_settled(cast: Cast) -> None:
    from tests.factory import FILED, replied
    from tests.factory import KIND as COMPLAINT

    complaint = replied(cast.admin)
    record_id = raised_from(cast, (COMPLAINT, complaint))
    with pytest.raises(StepRefused, match="纠纷还没有解决：TS-"):
        take(cast.head, KIND, record_id, "open", opening_reason="SETTLED")
    step(cast.admin, complaint, "close", **FILED)
    take(cast.head, KIND, record_id, "open", opening_reason="SETTLED")
    assert status(cast.head, KIND, record_id) == "OPENED"


def test_a_complaint_waits_for_its_evidence_to_be_sealed(cast: Cast) -> None:
    from tests.factory import FILED, replied
    from tests.factory import KIND as COMPLAINT

    complaint = replied(cast.admin)
    values = evidence_seal_values(cast.handler)
    records.register(cast.handler, KIND, values, origin=(COMPLAINT, complaint))
    with pytest.raises(StepRefused, match="还是“已列清单”"):
        step(cast.admin, complaint, "close", **FILED)


def test_opening_is_not_dated_ahead(cast: Cast) -> None:
    record_id = made(cast.handler, KIND)
    tomorrow = clock.today().replace(year=clock.today().year + 1)
    with pytest.raises(InvalidRecord) as refused:
        records.change(cast.handler, KIND, record_id, 1, {"opened_on": tomorrow})
    assert refused.value.problems == {"opened_on": "不能晚于今天"}


def test_a_list_raised_from_a_complaint_knows_its_number(cast: Cast) -> None:
    from app.services.links import raising
    from tests.factory import KIND as COMPLAINT

    complaint = registered(cast.admin)
    begun = raising.begin(cast.head, COMPLAINT, complaint, KIND.name)
    assert begun.values["source_number"].startswith("TS-")
