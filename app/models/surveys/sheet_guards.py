"""What the database itself refuses of surveys, whoever writes: a changed question, a late sheet.

A version of a questionnaire never changes once it is there, and no question joins it once a survey
uses it. A sheet belongs to a survey that collects, with one digit for each question of its version;
later only its words go, when the survey is disposed of.
"""

from app.models import ddl

_QUESTIONS = (
    "(SELECT count(*) FROM survey_question q JOIN satisfaction_survey s"
    " ON s.questionnaire_id = q.questionnaire_id WHERE s.id = NEW.survey_id)"
)
_NOT_COLLECTING = (
    "NOT EXISTS (SELECT 1 FROM satisfaction_survey s WHERE s.id = NEW.survey_id"
    " AND s.status = 'COLLECTING')"
)
_NOT_ONLY_WORDS_GO = (
    "NOT (NEW.answers = OLD.answers"
    " AND coalesce(NEW.second_answers, '') = coalesce(OLD.second_answers, '')"
    " AND NEW.survey_id = OLD.survey_id AND NEW.serial = OLD.serial"
    " AND coalesce(NEW.praise, NEW.complaint, NEW.suggestion) IS NULL"
    " AND EXISTS (SELECT 1 FROM satisfaction_survey s WHERE s.id = NEW.survey_id"
    " AND s.status IN ('ARCHIVED', 'DISPOSED')))"
)
STAYS = "survey_sheet_stays_once_tallied"

# Name → when it looks, what it refuses, what it says.
REFUSALS = {
    "questionnaire_stays": (
        "BEFORE UPDATE ON questionnaire", "OLD.id IS NOT NULL",
        "a version of a questionnaire never changes",
    ),
    "survey_question_stays": (
        "BEFORE UPDATE ON survey_question", "OLD.id IS NOT NULL",
        "a question of a version never changes",
    ),
    "survey_question_joins_unused": (
        "BEFORE INSERT ON survey_question",
        "EXISTS (SELECT 1 FROM satisfaction_survey s"
        " WHERE s.questionnaire_id = NEW.questionnaire_id)",
        "no question joins a version that is used",
    ),
    "survey_keeps_its_version": (
        "BEFORE UPDATE ON satisfaction_survey",
        "OLD.questionnaire_id IS NOT NULL AND OLD.status <> 'PLANNED'"
        " AND (NEW.questionnaire_id IS NULL OR NEW.questionnaire_id <> OLD.questionnaire_id)",
        "a survey keeps the version it was begun with",
    ),
    "survey_sheet_comes_while_collecting": (
        "BEFORE INSERT ON survey_sheet", _NOT_COLLECTING,
        "a sheet is keyed while its survey collects",
    ),
    STAYS: (
        "BEFORE UPDATE ON survey_sheet", f"{_NOT_COLLECTING} AND {_NOT_ONLY_WORDS_GO}",
        "a sheet stays as it was tallied",
    ),
    "survey_sheet_is_whole": (
        "BEFORE INSERT ON survey_sheet", f"length(NEW.answers) <> {_QUESTIONS}",
        "a sheet has one answer for each question",
    ),
    "survey_sheet_stays_whole": (
        "BEFORE UPDATE ON survey_sheet", f"length(NEW.answers) <> {_QUESTIONS}",
        "a sheet has one answer for each question",
    ),
}  # fmt: skip


def statements(is_sqlite: bool) -> list[str]:
    """The triggers of this database."""
    return ddl.refusing(REFUSALS, is_sqlite)


def renewed(is_sqlite: bool) -> list[str]:
    """What puts the guard of tallied sheets in the place of an earlier one."""
    gone = [f"DROP TRIGGER {STAYS}"]
    if not is_sqlite:
        gone = [f"DROP TRIGGER {STAYS} ON survey_sheet", f"DROP FUNCTION {STAYS}()"]
    return [*gone, *ddl.refusing({STAYS: REFUSALS[STAYS]}, is_sqlite)]
