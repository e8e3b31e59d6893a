"""Sheets keyed in: whole or refused, corrected with a trail, keyed twice by two people, never after the tally."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.errors import InvalidRecord, NotAllowed, NotFound, StepRefused
from app.models.organisation import Role
from app.services import audit
from app.services.surveys import keying
from app.services.surveys.keying import Given
from tests.cast import Cast
from tests.factory import department, made, take
from tests.hospital import desk_of
from tests.services.surveys.house import SURVEYS, collecting, tallied

GOOD = "1" * 17 + "21"


@pytest.fixture
def ward(cast: Cast) -> int:
    return department(cast.admin, "骨科一病区")


def test_a_sheet_keeps_its_answers_and_nobodys_name(cast: Cast, ward: int) -> None:
    survey = collecting(cast)
    _changes, serial = keying.key(cast.handler, survey, Given(ward, GOOD, suggestion="多开窗"))
    (sheet,) = keying.begin(cast.handler, survey).sheets
    assert (serial, sheet.given.answers, sheet.given.suggestion) == (1, GOOD, "多开窗")
    with cast.admin.database.read() as session:
        columns = {row[1] for row in session.execute(text("PRAGMA table_info(survey_sheet)"))}
    assert not {one for one in columns if "patient" in one or "name" in one or "phone" in one}


def test_serials_go_on_whoever_keys(cast: Cast, ward: int) -> None:
    survey = collecting(cast)
    for desk in (cast.handler, cast.head, cast.handler):
        keying.key(desk, survey, Given(ward, GOOD))
    assert [one.serial for one in keying.begin(cast.head, survey).sheets] == [1, 2, 3]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("1" * 18, "问卷有 19 题，录入了 18 题"),
        ("1" * 16 + "31" + "1", "第 17 题只有 2 档，没有“3”"),
        ("6" + "1" * 18, "第 1 题只有 5 档，没有“6”"),
        ("x" + "1" * 18, "没有“x”"),
        ("-" * 19, "一题也没有答"),
    ],
)
def test_answers_that_do_not_fit_the_questions_are_refused(
    cast: Cast, ward: int, answers: str, said: str
) -> None:
    survey = collecting(cast)
    with pytest.raises(InvalidRecord) as refused:
        keying.key(cast.handler, survey, Given(ward, answers))
    assert said in refused.value.problems["answers"]


def test_a_sheet_without_a_department_is_refused(cast: Cast) -> None:
    survey = collecting(cast)
    with pytest.raises(InvalidRecord) as refused:
        keying.key(cast.handler, survey, Given(None, GOOD))
    assert "还没有选择科室" in refused.value.problems["department_id"]


def test_a_sheet_is_corrected_and_the_trail_keeps_both(cast: Cast, ward: int) -> None:
    survey = collecting(cast)
    keying.key(cast.handler, survey, Given(ward, GOOD))
    keying.correct(cast.handler, survey, 1, Given(ward, "2" + GOOD[1:]))
    (sheet,) = keying.begin(cast.handler, survey).sheets
    assert sheet.given.answers.startswith("2")
    with cast.admin.database.read() as session:
        assert audit.verify(session).ok
        kept = session.execute(
            text("SELECT old, new FROM audit_value WHERE field = 'answers' AND old IS NOT NULL")
        ).all()
    assert [(GOOD in old, "2" + GOOD[1:] in new) for old, new in kept] == [(True, True)]


def test_before_papers_are_out_and_after_the_tally_nothing_is_keyed(cast: Cast, ward: int) -> None:
    survey = made(cast.handler, SURVEYS)
    with pytest.raises(StepRefused, match="先办“开始发放”"):
        keying.key(cast.handler, survey, Given(ward, GOOD))
    take(cast.handler, SURVEYS, survey, "collect")
    keying.key(cast.handler, survey, Given(ward, GOOD))
    tallied(cast, survey)
    for work in (
        lambda: keying.key(cast.handler, survey, Given(ward, GOOD)),
        lambda: keying.correct(cast.handler, survey, 1, Given(ward, GOOD)),
        lambda: keying.void(cast.handler, survey, 1, "多录了"),
    ):
        with pytest.raises(StepRefused, match="已统计"):
            work()


def test_a_voided_sheet_keeps_its_serial_and_does_not_count(cast: Cast, ward: int) -> None:
    survey = collecting(cast)
    for _one in range(2):
        keying.key(cast.handler, survey, Given(ward, GOOD))
    with pytest.raises(InvalidRecord):
        keying.void(cast.handler, survey, 1, "  ")
    keying.void(cast.handler, survey, 1, "录重了")
    begun = keying.begin(cast.handler, survey)
    assert [one.serial for one in begun.standing] == [2]
    assert begun.next_serial == 3
    with pytest.raises(NotFound):
        keying.correct(cast.handler, survey, 1, Given(ward, GOOD))


def test_two_people_key_one_paper_and_what_differs_is_settled_before_the_tally(
    cast: Cast, ward: int
) -> None:
    survey = collecting(cast)
    keying.key(cast.handler, survey, Given(ward, GOOD))
    with pytest.raises(StepRefused, match="第二次录入请换一位"):
        keying.key_again(cast.handler, survey, 1, GOOD)
    other = "3" + GOOD[1:]
    assert not keying.key_again(cast.head, survey, 1, other)
    assert [one.differs for one in keying.begin(cast.head, survey).sheets] == [True]
    with pytest.raises(StepRefused, match="1 张的两次录入不一致"):
        tallied(cast, survey)
    keying.settle(cast.head, survey, 1, other)
    (sheet,) = keying.begin(cast.head, survey).sheets
    assert (sheet.given.answers, sheet.differs) == (other, False)
    tallied(cast, survey)


def test_two_keyings_that_agree_say_so(cast: Cast, ward: int) -> None:
    survey = collecting(cast)
    keying.key(cast.handler, survey, Given(ward, GOOD))
    assert keying.key_again(cast.head, survey, 1, GOOD)
    assert not keying.begin(cast.head, survey).sheets[0].differs


def test_what_is_begun_is_kept_for_its_writer_and_used_up(cast: Cast, ward: int) -> None:
    survey = collecting(cast)
    keying.keep_begun(cast.handler, survey, {"answers": "123"})
    keying.keep_begun(cast.handler, survey, {"answers": "1234"})
    assert keying.begin(cast.handler, survey).begun == {"answers": "1234"}
    assert keying.begin(cast.head, survey).begun == {}
    keying.key(cast.handler, survey, Given(ward, GOOD))
    assert keying.begin(cast.handler, survey).begun == {}


def test_who_may_not_register_keys_nothing(cast: Cast, ward: int) -> None:
    survey = collecting(cast)
    reader = desk_of(cast.admin, Role.ARCHIVIST, department="YWK", staff_no="READS")
    with pytest.raises(NotAllowed):
        keying.key(reader, survey, Given(ward, GOOD))
    stranger = desk_of(cast.admin, Role.REGISTRAR, department="PFK", staff_no="FAR")
    with pytest.raises(NotFound):
        keying.key(stranger, survey, Given(ward, GOOD))


# ---- what the database refuses by itself -----------------------------------------------------------

ANSWERS = "UPDATE survey_sheet SET answers = '" + "2" * 19 + "'"
REFUSED = {
    "questionnaire": "UPDATE questionnaire SET title = '改过'",
    "question": "UPDATE survey_question SET text = '改过' WHERE place = 1",
    "version": "UPDATE satisfaction_survey SET questionnaire_id = 2",
    "half": "UPDATE survey_sheet SET answers = '12'",
    "tallied": ANSWERS,
    "added": "INSERT INTO survey_question (questionnaire_id, place, code, section, short, text,"
             " scale, role, scored_by_department, uid, digest_salt, version)"
             " SELECT questionnaire_id, 40, 'X', section, short, text, scale, role, 1, 'u', x'00', 1"
             " FROM survey_question WHERE place = 1 AND questionnaire_id = 1",
}  # fmt: skip


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED.keys())
def test_the_database_refuses_what_would_change_an_old_score(
    cast: Cast, ward: int, statement: str
) -> None:
    survey = collecting(cast)
    keying.key(cast.handler, survey, Given(ward, GOOD))
    if statement == ANSWERS:
        tallied(cast, survey)
    with pytest.raises(IntegrityError), cast.admin.database.write() as session:
        session.execute(text(statement))
