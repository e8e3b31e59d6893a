"""A survey that collects, and papers for it drawn by chance."""

import random
from typing import Any

from app.services import reading
from app.services.operations import Desk
from app.services.registers import catalog
from app.services.survey_count import questionnaires
from app.services.survey_count.questionnaires import BLANK, NOT_APPLICABLE, Version
from app.services.surveys import keying
from app.services.surveys.keying import Given
from tests.cast import Cast
from tests.factory import department, made, take

SURVEYS = catalog.by_name("satisfaction_survey")
FEEDBACK = catalog.by_name("survey_feedback")
WARDS = ("骨科一病区", "儿科", "康复科")


def collecting(cast: Cast, **other: Any) -> int:
    """A survey whose papers are out."""
    survey = made(cast.handler, SURVEYS, **other)
    take(cast.handler, SURVEYS, survey, "collect")
    return survey


def version_of(desk: Desk, survey: int) -> Version:
    return keying.begin(desk, survey).version


def drawn(version: Version, chance: random.Random) -> str:
    """Answers of somebody: mostly content, now and then 不适用 or none."""
    found = []
    for one in version.questions:
        luck = chance.random()
        if luck < 0.05:
            found.append(NOT_APPLICABLE)
        elif luck < 0.1:
            found.append(BLANK)
        else:
            many = range(1, len(one.options) + 1)
            found.append(str(min(chance.choice(many), chance.choice(many))))
    return "".join(found)


def filled(cast: Cast, survey: int, many: int, seed: int = 1) -> list[Given]:
    """Key so many drawn papers of three wards; what was keyed."""
    chance, version = random.Random(seed), version_of(cast.handler, survey)
    wards = [department(cast.admin, name) for name in WARDS]
    papers = [
        Given(chance.choice(wards), drawn(version, chance), complaint=chance.choice(("", "夜里吵")))
        for _one in range(many)
    ]
    for one in papers:
        keying.key(cast.handler, survey, one)
    return papers


def tallied(cast: Cast, survey: int, issued: int = 0) -> None:
    """All that was keyed has come back."""
    keyed = len(keying.begin(cast.handler, survey).standing)
    take(cast.handler, SURVEYS, survey, "tally",
         issued_count=issued or keyed + 5, collected_count=keyed)  # fmt: skip


def values(desk: Desk, survey: int) -> dict[str, Any]:
    return dict(reading.load(desk, SURVEYS, survey).values)


def shipped(kind: str = "INPATIENT") -> Version:
    return next(one for one in questionnaires.shipped().values() if one.kind.value == kind)
