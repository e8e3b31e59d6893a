"""四.5 for somebody who distrusts: nothing serious is made light of, nothing judged made to fit."""

from typing import Any

import pytest

from app.errors import StepRefused
from app.services import reading, records
from app.services.operations import Desk
from app.services.registers import catalog
from tests.cast import Cast
from tests.factory import made, take

ERROR, PREOP, PARTICIPATION = (
    catalog.by_name(one) for one in ("treatment_error", "preop_check", "unqualified_participation")
)


def change(who: Desk, kind: Any, record: int, **values: Any) -> None:
    version = reading.load(who, kind, record).version
    records.change(who, kind, record, version, values, "写错")


def test_a_serious_error_is_not_made_general_before_it_is_dealt_with(cast: Cast) -> None:
    error = made(cast.nurse, ERROR, degree="MAJOR")
    with pytest.raises(StepRefused, match="不能改轻"):
        change(cast.nurse, ERROR, error, degree="MINOR")
    raised = made(cast.nurse, ERROR)
    take(cast.chief, ERROR, raised, "upgrade", upgrade_reason="患者出现休克")
    with pytest.raises(StepRefused, match="不能改轻"):
        change(cast.nurse, ERROR, raised, degree="MINOR")


def test_a_set_found_wanting_is_not_voided_before_it_is_blocked(cast: Cast) -> None:
    check = made(cast.nurse, PREOP, sterile="INCOMPLETE")
    version = reading.load(cast.head, PREOP, check).version
    with pytest.raises(StepRefused, match="消毒不完整，不能作废"):
        records.void(cast.head, PREOP, check, version, "开错")


def test_the_occasion_is_not_changed_to_fit_a_supervisor(cast: Cast) -> None:
    case = made(cast.nurse, PARTICIPATION)
    take(cast.head, PARTICIPATION, case, "judge", verdict="SUPERVISED", opinion="须带教")
    with pytest.raises(StepRefused, match="已经鉴别"):
        change(cast.nurse, PARTICIPATION, case, occasion="OUTPATIENT")
