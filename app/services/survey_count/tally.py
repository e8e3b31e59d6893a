"""What the sheets of a survey say: shares and points by question and department, below the target.

满意率 = (很满意 + 满意) ÷ 有效答数; 纯满意度 counts the highest option alone. Which options these are
stands in the version the sheets were filled in. 不适用 and 未答 are in no denominator.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app import amounts
from app.i18n import _
from app.models.surveys.questionnaire import QuestionRole
from app.services.survey_count.questionnaires import (
    BLANK,
    NOT_APPLICABLE,
    Option,
    Question,
    Version,
)

# Of fewer answers a share says nothing: they are shown and not judged.
JUDGED_FROM = 5
_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")


@dataclass(frozen=True)
class Paper:
    """A sheet as it is counted."""

    department_id: int
    answers: str


@dataclass
class Share:
    """The answers to one question: how often each option, and what cannot be counted."""

    question: Question
    chosen: list[int]
    not_applicable: int = 0
    blank: int = 0

    @classmethod
    def empty(cls, question: Question) -> "Share":
        """Nothing counted yet."""
        return cls(question, [0] * len(question.options))

    def add(self, digits: Counter[str]) -> None:
        """Count answers: how many sheets hold which digit."""
        self.not_applicable += digits[NOT_APPLICABLE]
        self.blank += digits[BLANK]
        for place in range(len(self.chosen)):
            self.chosen[place] += digits[str(place + 1)]

    @property
    def valid(self) -> int:
        """有效答数."""
        return sum(self.chosen)

    @property
    def satisfied(self) -> int:
        """Answers that count as 满意."""
        return self._counted(lambda one: one.satisfied)

    @property
    def fully(self) -> int:
        """Answers of the highest option."""
        return self._counted(lambda one: one.fully)

    @property
    def rate(self) -> Decimal | None:
        """满意率 in percent."""
        return amounts.rate(self.satisfied, self.valid)

    @property
    def pure(self) -> Decimal | None:
        """纯满意度 in percent."""
        return amounts.rate(self.fully, self.valid)

    @property
    def score(self) -> Decimal | None:
        """The average of the points; None where the options have none."""
        points = [one.points for one in self.question.options]
        if not self.valid or any(one is None for one in points):
            return None
        total = sum(
            many * one for many, one in zip(self.chosen, points, strict=True) if one is not None
        )
        return (Decimal(total) / self.valid).quantize(_TENTH, ROUND_HALF_UP)

    def is_below(self, target: Decimal) -> bool:
        """Whether it is judged, and less than the target: counted exactly, never by a rounded share."""
        return self.valid >= JUDGED_FROM and self.satisfied * 100 < target * self.valid

    def _counted(self, wanted: Callable[[Option], bool]) -> int:
        return sum(
            many
            for many, one in zip(self.chosen, self.question.options, strict=True)
            if wanted(one)
        )


@dataclass(frozen=True)
class Low:
    """A question below the target, and the department that has to answer for it."""

    department_id: int
    share: Share


@dataclass(frozen=True)
class Tally:
    """All shares of a survey: `whole` over everything, `by_department` with the department's own."""

    version: Version
    keyed: int
    valid: int
    whole: Mapping[str, Share]
    by_department: Mapping[int, Mapping[str, Share]]
    sheets_of: Mapping[int, int]

    @property
    def overall(self) -> Share:
        """The share the 满意率 of the survey is."""
        return self.whole[self.version.overall.code]

    @property
    def average_score(self) -> Decimal | None:
        """The average of the points of all items, each answer counting once."""
        total, many = 0, 0
        for one in self.whole.values():
            if one.question.role is not QuestionRole.ITEM:
                continue
            for count, option in zip(one.chosen, one.question.options, strict=True):
                if option.points is not None:
                    total += count * option.points
                    many += count
        return (Decimal(total) / many).quantize(_HUNDREDTH, ROUND_HALF_UP) if many else None

    def low(self, target: Decimal, offices: Mapping[str, int]) -> list[Low]:
        """What is below the target: by department, and of what an office answers for over all.

        `offices` are the departments by their function; without one a question is nobody's to answer.
        """
        found = []
        for question in self.version.questions:
            if question.role is QuestionRole.APART:
                continue
            if question.scored_by_department:
                found += [
                    Low(department_id, shares[question.code])
                    for department_id, shares in self.by_department.items()
                    if shares[question.code].is_below(target)
                ]
            elif self.whole[question.code].is_below(target) and question.answerable in offices:
                found.append(Low(offices[question.answerable], self.whole[question.code]))
        return found


def count(version: Version, papers: Iterable[Paper]) -> Tally:
    """Count the sheets; those that are not valid are in no share."""
    keyed = 0
    valid: dict[int, list[str]] = {}
    for paper in papers:
        keyed += 1
        if version.is_valid(paper.answers):
            valid.setdefault(paper.department_id, []).append(paper.answers)
    whole = {one.code: Share.empty(one) for one in version.questions}
    parts: dict[int, dict[str, Share]] = {}
    for department_id, sheets in valid.items():
        own = parts[department_id] = {one.code: Share.empty(one) for one in version.questions}
        for question, column in zip(version.questions, zip(*sheets, strict=True), strict=True):
            digits = Counter(column)
            whole[question.code].add(digits)
            own[question.code].add(digits)
    sheets_of = {one: len(sheets) for one, sheets in valid.items()}
    return Tally(version, keyed, sum(sheets_of.values()), whole, parts, sheets_of)


def grouped(found: Sequence[Low]) -> dict[int, list[Share]]:
    """What is low by the department that answers for it."""
    by_department: dict[int, list[Share]] = {}
    for one in found:
        by_department.setdefault(one.department_id, []).append(one.share)
    return by_department


def counting() -> str:
    """Both ways of counting, named wherever a share stands."""
    return _(
        "计分口径：满意率＝（很满意＋满意）÷有效答数；纯满意度只计最高一档；"
        "“不适用”和未答不计入分母；少于 {n} 个有效答数的不判定。总体满意率按总体满意度一题计。"
    ).format(n=JUDGED_FROM)
