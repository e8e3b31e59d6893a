"""Saved views: own and shared, renamed, taken away, and what they find."""

import pytest

from app.errors import AppError, InvalidRecord, NotAllowed
from app.models.bookkeeping import SavedView
from app.models.organisation import Role
from app.services import lists, saved_views
from app.services.operations import Desk
from app.services.saved_views import Look, View
from tests.factory import FILED, KIND, department, registered, replied, step
from tests.hospital import desk_of

LOOK = Look(
    text="输液",
    period="month",
    scope="open",
    picks={"respondent_department_id": 3, "main_cause": "ETHICS"},
    status="ACCEPTED",
    due="soon",
    sort="number",
    descending=False,
    columns=("number", "subject"),
)


def saved(desk: Desk, name: str = "我的") -> View:
    saved_views.save(desk, KIND, name, LOOK)
    return next(one for one in saved_views.views(desk, KIND) if one.name == name)


def test_a_view_comes_back_as_it_was_saved(desk: Desk) -> None:
    view = saved(desk)
    assert (view.name, view.is_shared, view.is_own, view.look) == ("我的", False, True, LOOK)


def test_saving_under_the_same_name_replaces(desk: Desk) -> None:
    first = saved(desk)
    saved_views.save(desk, KIND, "我的", Look(text="收费"))
    (only,) = saved_views.views(desk, KIND)
    assert (only.id, only.look) == (first.id, Look(text="收费"))


def test_an_own_view_is_nobody_elses_until_it_is_shared(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    view = saved(desk)
    assert saved_views.views(nurse, KIND) == []
    saved_views.share(desk, view.id, True)
    (seen,) = saved_views.views(nurse, KIND)
    assert (seen.is_own, seen.is_shared) == (False, True)
    saved_views.share(desk, view.id, False)
    assert saved_views.views(nurse, KIND) == []


def test_sharing_is_for_offices_only(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    own = saved(nurse)
    with pytest.raises(NotAllowed):
        saved_views.share(nurse, own.id, True)
    shared = saved(desk, "共用的")
    saved_views.share(desk, shared.id, True)
    for change in (
        lambda: saved_views.rename(nurse, shared.id, "别的"),
        lambda: saved_views.remove(nurse, shared.id),
    ):
        with pytest.raises(NotAllowed):
            change()


def test_a_foreign_view_cannot_be_touched(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    view = saved(desk)
    with pytest.raises(AppError, match="已经没有了"):
        saved_views.remove(nurse, view.id)


def test_a_view_taken_away_leaves_its_name_free(desk: Desk) -> None:
    view = saved(desk)
    saved_views.remove(desk, view.id)
    assert saved_views.views(desk, KIND) == []
    with pytest.raises(AppError):
        saved_views.rename(desk, view.id, "又")
    again = saved(desk)
    assert again.id != view.id
    with desk.database.read() as session:
        assert session.get_one(SavedView, view.id).active is False


def test_names_are_asked_for_and_told_apart(desk: Desk) -> None:
    first, second = saved(desk, "甲"), saved(desk, "乙")
    for name in (" ", "字" * 41):
        with pytest.raises(InvalidRecord):
            saved_views.save(desk, KIND, name, LOOK)
    with pytest.raises(InvalidRecord, match="已经有叫"):
        saved_views.rename(desk, second.id, "甲")
    saved_views.rename(desk, first.id, "甲")
    saved_views.rename(desk, second.id, " 丙 ")
    assert [one.name for one in saved_views.views(desk, KIND)] == ["丙", "甲"]


def test_open_ones_of_the_own_department(desk: Desk) -> None:
    ours = registered(desk)
    done = replied(desk)
    step(desk, done, "close", **FILED)
    others = registered(
        desk,
        respondent_department_id=department(desk, "儿科"),
        first_receiving_department_id=department(desk, "儿科"),
    )
    ward = desk_of(desk, Role.AUDITOR, department="JZK")
    assert list(lists.ids(ward, KIND, lists.Query())) == [others, done, ours]
    assert set(lists.ids(ward, KIND, lists.Query(is_ours=True))) == {done, ours}
    assert set(lists.ids(ward, KIND, lists.Query(is_open=True))) == {others, ours}
    assert list(lists.ids(ward, KIND, lists.Query(is_open=True, is_ours=True))) == [ours]
    assert lists.counts(ward, KIND, lists.Query(is_open=True, is_ours=True)).total == 1
