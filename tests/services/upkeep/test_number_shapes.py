"""The shape of record numbers: changed from the next registration on, without a gap, without a clash."""

from dataclasses import replace

import pytest

from app.errors import InvalidRecord, NotAllowed
from app.models.organisation import Role
from app.services import audit, records
from app.services.operations import Desk
from app.services.registers import catalog
from app.services.upkeep import number_shapes
from tests.factory import KIND, complaint_values
from tests.hospital import desk_of


def register(desk: Desk) -> str:
    return records.register(desk, KIND, complaint_values(desk)).number


def test_a_new_shape_begins_with_one_and_the_old_one_goes_on_where_it_stopped(desk: Desk) -> None:
    old = [register(desk), register(desk)]
    number_shapes.change(desk, KIND.name, "bh", True)
    said = number_shapes.shapes(desk)[0].next_number
    assert register(desk) == said
    assert said.startswith("BH-YWK-2")
    assert said.endswith("-0001")
    assert len(said) == len(old[0]) - 2
    assert register(desk).endswith("-0002")
    number_shapes.change(desk, KIND.name, KIND.prefix, False)
    assert register(desk) == old[1][:-4] + "0003"
    with desk.database.read() as session:
        assert audit.verify(session).ok


def test_a_prefix_of_another_register_is_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replace(KIND, name="other", prefix="BH")
    monkeypatch.setattr(catalog, "REGISTERS", (KIND, other))
    with pytest.raises(InvalidRecord, match="换一个"):
        number_shapes.change(desk, KIND.name, "BH", False)


@pytest.mark.parametrize("prefix", ["", "投诉", "T S", "TOOLONG", "T-S"])
def test_a_prefix_is_a_few_letters(desk: Desk, prefix: str) -> None:
    with pytest.raises(InvalidRecord):
        number_shapes.change(desk, KIND.name, prefix, False)


def test_only_who_configures_changes_it(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        number_shapes.change(desk_of(desk, Role.REGISTRAR), KIND.name, "BH", False)
