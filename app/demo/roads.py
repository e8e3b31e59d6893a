"""The usual roads of the sheets of clause 四.2, as deeds: what was written is given, who and when too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.demo.telling import Deed, On

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Other:
    """A story with a day of its own, which moves with the installation day."""

    day: date
    deeds: tuple[Deed, ...]


@dataclass(frozen=True)
class Recent:
    """A story that began so many days ago, whatever day it is."""

    ago: int
    deeds: tuple[Deed, ...]


@dataclass(frozen=True)
class Answer:
    """What a department answers to a sheet F02 or a nonconformity."""

    cause: str
    correction: str
    corrective: str
    preventive: str

    def values(self) -> dict[str, Any]:
        return {
            "root_cause": self.cause,
            "correction": self.correction,
            "corrective_action": self.corrective,
            "preventive_action": self.preventive,
        }


def finding(text: str, clause: str = "", points: str = "") -> Row:
    """One row of a sheet F02."""
    row = {"description": text, "clause": clause, "points": points}
    return {name: one for name, one in row.items() if one}


def issued(
    sheet: str, who: str, day: int, hour: int, rows: Sequence[Row], until: int, **more: Any
) -> Deed:
    """The office sends the sheet out."""
    values = {"findings": rows, "severity": "MINOR", "requested_on": On(until)} | more
    return Deed(sheet, "issue", who, day, hour, 10, values)


def answered(sheet: str, chief: str, day: int, answer: Answer, done: int) -> Deed:
    """The head of the department answers, once it is done."""
    values = answer.values() | {"completed_on": On(done), "completer_id": chief}
    return Deed(sheet, "respond", chief, day, 16, 20, values)


def verified(sheet: str, who: str, day: int, evidence: str) -> tuple[Deed, Deed]:
    """The office looks for itself, and files the sheet."""
    return (
        Deed(sheet, "verify", who, day, 10, 30, {"effect": "EFFECTIVE", "evidence": evidence}),
        Deed(sheet, "file", who, day, 10, 50),
    )


def whole_sheet(
    sheet: str, office: str, chief: str, day: int, rows: Sequence[Row], answer: Answer, proof: str,
    **more: Any,
) -> tuple[Deed, ...]:  # fmt: skip
    """A sheet F02 from going out to being filed, within three weeks."""
    return (
        issued(sheet, office, day, 16, rows, day + 10, **more),
        Deed(sheet, "acknowledge", chief, day + 1, 8, 40),
        answered(sheet, chief, day + 8, answer, day + 7),
        *verified(sheet, office, day + 15, proof),
    )


@dataclass(frozen=True)
class Measure:
    """One measure of an action sheet F03: what, by whom, until when."""

    content: str
    who: str
    until: int

    def row(self) -> Row:
        return {"content": self.content, "person_id": self.who, "due_on": On(self.until)}


@dataclass(frozen=True)
class Plan:
    """What a department writes into an action sheet F03."""

    consequence: str
    cause: str
    opinion: str
    correction: str
    corrective: Sequence[Measure]
    preventive: Sequence[Measure]
    whys: Sequence[str] = ()


def planned(action: str, chief: str, day: int, plan: Plan, **more: Any) -> tuple[Deed, Deed]:
    """The department analyses the cause, and proposes measures the day after."""
    causes = {
        "consequence": plan.consequence, "root_cause": plan.cause,
        "department_opinion": plan.opinion,
        "cause_method": "FIVE_WHY" if plan.whys else "OTHER",
        "cause_steps": [
            {"branch": f"为什么 {n}", "text": text} for n, text in enumerate(plan.whys, 1)
        ],
    }  # fmt: skip
    measures = {
        "correction": plan.correction,
        "measures": [one.row() for one in plan.corrective],
        "preventive_measures": [one.row() for one in plan.preventive],
    }
    return (
        Deed(action, "analyze", chief, day, 17, 30, causes | more),
        Deed(action, "plan", chief, day + 1, 9, 30, measures),
    )


def reviewed(action: str, who: str, day: int, opinion: str) -> Deed:
    """The office reviews the measures of a major one before the leader in charge sees them."""
    return Deed(action, "review", who, day, 11, 10, {"review_opinion": opinion})


def approved(
    action: str, who: str, chief: str, day: int, opinion: str, until: int, **more: Any
) -> tuple[Deed, Deed]:
    """Approved by the office, a major one by the leader in charge; the department begins."""
    opinions = {"requested_on": On(until)} | ({"review_opinion": opinion} if opinion else {}) | more
    return (
        Deed(action, "approve", who, day, 14, 10, opinions),
        Deed(action, "begin", chief, day, 16, 40),
    )


def implemented(action: str, chief: str, day: int, text: str, note: str = "", **more: Any) -> Deed:
    """It is done; its effect will be looked at again."""
    done = {"implementation": text, "implemented_on": On(day), "implementer_id": chief} | more
    return Deed(action, "implement", chief, day, 17, 10, done, note)


def proved(action: str, who: str, day: int, method: str, evidence: str, **more: Any) -> Deed:
    """Somebody else finds it effective."""
    values = {"verification_method": method, "evidence": evidence, "effect": "EFFECTIVE"} | more
    return Deed(action, "prove", who, day, 11, 20, values)


def closed_minor(
    service: str, office: str, day: int, result: str, verification: str, **more: Any
) -> tuple[Deed, ...]:
    """A minor nonconformity is verified, filed and closed by the head of the office."""
    ended = {"resolutions": [result], "main_resolution": result} | more
    return (
        Deed(service, "verify", office, day, 14, 30, {"verification": verification}),
        Deed(service, "file", office, day, 14, 40),
        Deed(service, "close", office, day, 14, 50, ended),
    )
