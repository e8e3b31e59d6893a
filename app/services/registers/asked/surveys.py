"""What registers of surveys may ask of questionnaires and sheets; supplied inside the operation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from app.models.surveys.questionnaire import Questionnaire, SurveyKind
from app.models.surveys.survey import SatisfactionSurvey


@dataclass(frozen=True)
class Counts:
    """How many papers of a survey are keyed, and how many were keyed twice and differ."""

    keyed: int
    differing: int


@dataclass(frozen=True)
class Totals:
    """What the tally of a survey writes into it; rates in percent."""

    valid: int
    satisfied_rate: Decimal | None
    pure_rate: Decimal | None
    average_score: Decimal | None
    below: tuple[str, ...]


class Surveys(Protocol):
    """Questionnaires and sheets as one survey sees them."""

    def version(self, kind: SurveyKind, day: date) -> Questionnaire | None:
        """The version that is valid on a day; the shipped one is taken up where there is none."""
        ...

    def counts(self, survey: SatisfactionSurvey) -> Counts:
        """How far the keying is."""
        ...

    def totals(self, survey: SatisfactionSurvey) -> Totals:
        """What the sheets say."""
        ...

    def owed(self, survey: SatisfactionSurvey) -> Sequence[int]:
        """The departments below the target that have no standing feedback F17 of this survey."""
        ...

    def issue_feedback(self, survey: SatisfactionSurvey) -> None:
        """One feedback F17 for each department that is below the target and it is owed to."""
        ...

    def forget_words(self, survey: SatisfactionSurvey) -> None:
        """Take the words of patients off the sheets of a survey that is disposed of; answers stay."""
        ...
