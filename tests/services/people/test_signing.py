"""Signing in place: a colleague signs at another's session with 工号 and password."""

import pytest
from sqlalchemy import select

from app.errors import NotAllowed, SignInRefused, StepRefused
from app.models.bookkeeping import AuditEntry, StepEntry
from app.models.organisation import Person, Role
from app.services import audit, reading
from app.services.operations import Desk
from app.services.people import accounts, directory, signing
from app.services.people.signing import Signer
from tests.cast import PASSWORD, Cast
from tests.hospital import colleague
from tests.roads import ACTION, FEEDBACK, status

KIND = ACTION.kind


@pytest.fixture
def record_id(cast: Cast) -> int:
    """An action whose measures are to be approved."""
    return ACTION.walk(cast, "approve")


@pytest.fixture
def head(cast: Cast) -> Signer:
    """Another head of 医务科, with a password."""
    departments = {one.text: one.id for one in directory.load(cast.admin).departments}
    colleague(
        cast.admin, "S1", "何某", departments["医务科"], frozenset({Role.OFFICE_HEAD}), PASSWORD
    )
    return Signer("S1", PASSWORD)


def sign(cast: Cast, signer: Signer, record_id: int, who: Desk | None = None) -> None:
    version = reading.load(cast.head, KIND, record_id).version
    signing.move(
        who or cast.handler, signer, KIND, record_id, version, "approve", {"review_opinion": "同意"}
    )


def entry(cast: Cast, action: str) -> StepEntry:
    with cast.admin.database.read() as session:
        found = session.scalars(select(StepEntry).where(StepEntry.action == action)).one()
        session.expunge_all()
        return found


def test_a_colleague_signs_at_somebody_elses_session(
    cast: Cast, record_id: int, head: Signer
) -> None:
    sign(cast, head, record_id)
    kept = entry(cast, "approve")
    assert (kept.person_name, kept.meaning, kept.session_person) == ("何某", "APPROVAL", "陈静")
    assert reading.load(cast.head, KIND, record_id).trail[-1].said == "审批，在陈静当班时签"


def test_ones_own_signature_names_no_session(cast: Cast, record_id: int, head: Signer) -> None:
    signed = accounts.enter(cast.admin.database, "S1", PASSWORD)
    sign(cast, head, record_id, signed.desk)
    kept = entry(cast, "approve")
    assert (kept.meaning, kept.session_person) == ("APPROVAL", None)


def test_a_wrong_password_signs_nothing_and_is_counted(
    cast: Cast, record_id: int, head: Signer
) -> None:
    for left in (4, 3):
        with pytest.raises(SignInRefused, match=f"再错 {left} 次"):
            sign(cast, Signer("S1", "wrong wrong wrong"), record_id)
    assert status(cast.head, KIND, record_id) == "PLANNED"
    with cast.admin.database.read() as session:
        person = session.scalars(select(Person).where(Person.staff_no == "S1")).one()
        assert person.failures == 2
        bodies = [one.decode() for one in session.scalars(select(AuditEntry.body))]
        assert sum('"act":"sign"' in one and '"ok":false' in one for one in bodies) == 2
        assert not any("wrong wrong" in one or PASSWORD in one for one in bodies)
        assert audit.verify(session).ok


def test_five_wrong_passwords_lock_the_signature_too(
    cast: Cast, record_id: int, head: Signer
) -> None:
    for _try in range(5):
        with pytest.raises(SignInRefused):
            sign(cast, Signer("S1", "wrong wrong wrong"), record_id)
    with pytest.raises(SignInRefused, match="分钟后再试"):
        sign(cast, head, record_id)


def test_who_signs_needs_the_steps_own_role(cast: Cast, record_id: int) -> None:
    departments = {one.text: one.id for one in directory.load(cast.admin).departments}
    colleague(cast.admin, "S2", "罗某", departments["医务科"], frozenset({Role.HANDLER}), PASSWORD)
    with pytest.raises(NotAllowed, match=r"由.*办理"):
        sign(cast, Signer("S2", PASSWORD), record_id, cast.head)
    assert status(cast.head, KIND, record_id) == "PLANNED"


def test_guards_ask_about_who_signs_and_not_about_whose_session_it_is(
    cast: Cast, head: Signer
) -> None:
    record_id = ACTION.walk(cast, "plan")
    signed = accounts.enter(cast.admin.database, "S1", PASSWORD)
    from tests.factory import take

    take(signed.desk, KIND, record_id, "plan", **ACTION.moves[1].values(cast))
    with pytest.raises(StepRefused, match="呈报人本人"):
        sign(cast, head, record_id)


def test_a_step_that_only_says_who_wrote_it_has_no_words_beside_it(cast: Cast) -> None:
    record_id = FEEDBACK.walk(cast, "acknowledge")
    assert reading.load(cast.head, FEEDBACK.kind, record_id).trail[-1].said == ""


def test_a_password_is_not_written_where_a_signer_is_shown() -> None:
    assert PASSWORD not in repr(Signer("S1", PASSWORD))


def test_a_password_somebody_else_gave_signs_nothing(cast: Cast, record_id: int) -> None:
    departments = {one.text: one.id for one in directory.load(cast.admin).departments}
    accounts.add_person(
        cast.admin, "S3", "邹某", departments["医务科"], frozenset({Role.OFFICE_HEAD}), PASSWORD
    )
    before = status(cast.head, KIND, record_id)
    with pytest.raises(SignInRefused, match="一次性密码"):
        sign(cast, Signer("S3", PASSWORD), record_id)
    assert status(cast.head, KIND, record_id) == before
    theirs = accounts.enter(cast.admin.database, "S3", PASSWORD).desk
    accounts.change_own_password(theirs, PASSWORD, f"own: {PASSWORD}")
    sign(cast, Signer("S3", f"own: {PASSWORD}"), record_id)
    assert entry(cast, "approve").person_name == "邹某"
