"""Phrases: own and shared, changed, retired, and never where they would name a person."""

import pytest

from app.errors import AppError, InvalidRecord, NotAllowed
from app.models.organisation import Role
from app.services.operations import Desk
from app.services.suggestions import phrases
from app.services.suggestions.phrases import PhraseView
from tests.factory import KIND
from tests.hospital import desk_of

FIELD = "demand"


def texts(desk: Desk, field: str = FIELD) -> list[str]:
    return [one.text for one in phrases.offered(desk, KIND, field).phrases]


def saved(desk: Desk, text: str = "要求书面道歉") -> PhraseView:
    phrases.save(desk, KIND, FIELD, text)
    return next(one for one in phrases.offered(desk, KIND, FIELD).phrases if one.text == text)


def test_a_phrase_is_offered_in_its_field_only(desk: Desk) -> None:
    phrase = saved(desk)
    assert (phrase.is_own, phrase.is_shared, phrase.may_change) == (True, False, True)
    assert phrase.initials.split()[0] == "yqsmdq"
    assert texts(desk, "narrative") == []


def test_the_same_words_are_kept_once(desk: Desk) -> None:
    saved(desk)
    phrases.save(desk, KIND, FIELD, " 要求书面道歉 \n")
    assert texts(desk) == ["要求书面道歉"]


def test_a_phrase_is_its_authors_until_an_office_shares_it(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    phrase = saved(desk)
    assert texts(nurse) == []
    phrases.share(desk, phrase.id, True)
    (seen,) = phrases.offered(nurse, KIND, FIELD).phrases
    assert (seen.is_own, seen.is_shared, seen.may_change) == (False, True, False)
    for act in (
        lambda: phrases.change(nurse, phrase.id, "别的"),
        lambda: phrases.retire(nurse, phrase.id),
    ):
        with pytest.raises(NotAllowed):
            act()
    phrases.share(desk, phrase.id, False)
    assert texts(nurse) == []


def test_own_phrases_stand_before_shared_ones(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    phrases.share(desk, saved(desk, "啊").id, True)
    saved(nurse, "做出解释")
    assert texts(nurse) == ["做出解释", "啊"]


def test_a_ward_cannot_share(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    assert not phrases.offered(nurse, KIND, FIELD).may_share
    with pytest.raises(NotAllowed):
        phrases.share(nurse, saved(nurse).id, True)


def test_a_phrase_is_put_into_other_words_and_retired(desk: Desk) -> None:
    phrase = saved(desk)
    phrases.change(desk, phrase.id, "要求当面道歉")
    assert texts(desk) == ["要求当面道歉"]
    phrases.retire(desk, phrase.id)
    assert texts(desk) == []
    with pytest.raises(AppError, match="已经没有了"):
        phrases.change(desk, phrase.id, "再改")
    saved(desk, "要求当面道歉")
    assert texts(desk) == ["要求当面道歉"]


def test_a_foreign_phrase_cannot_be_touched(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    with pytest.raises(AppError, match="已经没有了"):
        phrases.retire(nurse, saved(desk).id)


@pytest.mark.parametrize(
    ("text", "why"), [("  ", "还没有写"), ("长" * 501, "最多 500 字，现在 501 字")]
)
def test_nothing_and_too_much_are_refused(desk: Desk, text: str, why: str) -> None:
    with pytest.raises(InvalidRecord) as refused:
        phrases.save(desk, KIND, FIELD, text)
    assert why in refused.value.problems["text"]


def test_what_identifies_a_person_has_no_phrases(desk: Desk) -> None:
    assert "complainant_name" not in phrases.fields(KIND)
    assert {"narrative", "demand", "subject"} <= set(phrases.fields(KIND))
    with pytest.raises(InvalidRecord):
        phrases.save(desk, KIND, "complainant_name", "陈某")
