"""The yearly report in a register of very many complaints, against the plain SQL it needs."""

from datetime import date
from pathlib import Path
from typing import Any

from app import clock
from app.services.operations import Desk
from app.services.registers.reports.periods import Period
from app.services.reports import composing, yearly
from tests.bench.million import MILLION, open_million
from tests.bench.timing import Figure, pairs

TURNS = 3
COLUMNS = ("channel", "respondent_department_id", "main_cause", "main_resolution")
ENDS = "T16:00"  # the hour (UTC) at which the hospital's day ends
RUNNING = (
    "'REGISTERED','ACCEPTED','INVESTIGATING','ESCALATED','CONCLUDED','ACTION','REOPENED',"
    "'LITIGATION'"
)


def figures(_folder: Path, many: int = MILLION) -> list[Figure]:
    """One year of the register, counted by the program and by statements written for it."""
    desk = open_million(many)
    year = Period(clock.today().year - 1, 1, 12)
    ours, plain = pairs(lambda: _ours(desk, year), lambda: _plain(desk, year), TURNS)
    desk.database.close()
    return [Figure(f"year report among {many:,} complaints", ours, plain, 3.0)]


def _ours(desk: Desk, year: Period) -> None:
    with desk.database.read() as session:
        yearly.tables(session, composing.complaints_of(session, year, {}), {})


def _plain(desk: Desk, year: Period) -> None:
    raw: Any = desk.database.engine.raw_connection()
    late = (
        f"(replied_at >= due_on || '{ENDS}' OR (replied_at IS NULL AND paused_on IS NULL"
        f" AND status IN ({RUNNING}) AND due_on < '{clock.today()}'))"
    )
    for span in (year, year.year_before()):
        within = f"status <> 'VOIDED' AND {_within(span.first, span.after)}"
        phones = (
            f"SELECT complainant_phone FROM complaint WHERE {within}"
            " GROUP BY complainant_phone HAVING count(*) > 1"
        )
        _read(
            raw,
            f"SELECT count(*), sum(replied_at IS NOT NULL), sum({late}),"
            " sum(status = 'DUPLICATE'), sum(litigation_filed),"
            f" sum(complainant_phone IN ({phones})) FROM complaint WHERE {within}",
        )
        _read(
            raw,
            "SELECT count(DISTINCT complainant_phone) FROM complaint"
            f" WHERE {within} AND complainant_phone IN ({phones})",
        )
        months = ",".join(f"sum({_within(one.first, one.after)})" for one in span.months())
        _read(raw, f"SELECT {months} FROM complaint WHERE {within}")
        for column in COLUMNS:
            _read(
                raw, f"SELECT +{column}, count(*) FROM complaint WHERE {within} GROUP BY +{column}"
            )
    within = f"status <> 'VOIDED' AND {_within(year.first, year.after)}"
    for rule in ("", " AND due_rule = 'D03'", " AND due_rule = 'D04'"):
        timed = f"{within} AND due_on IS NOT NULL{rule}"
        _read(
            raw,
            f"SELECT count(*), sum(replied_at IS NOT NULL), sum({late}) FROM complaint"
            f" WHERE {timed}",
        )
        _read(
            raw,
            "SELECT substr(received_at,1,10), substr(received_at,12,2) >= '16',"
            " substr(replied_at,1,10), substr(replied_at,12,2) >= '16', count(*)"
            f" FROM complaint WHERE {timed} AND replied_at IS NOT NULL GROUP BY 1, 2, 3, 4",
        )
    _read(
        raw,
        f"SELECT count(*), sum(compensation_amount) FROM complaint WHERE {within}"
        " AND compensation_amount IS NOT NULL",
    )
    raw.close()


def _within(first: date, after: date) -> str:
    begin, end = (clock.stamp(clock.instant(one)) for one in (first, after))
    return f"received_at >= '{begin}' AND received_at < '{end}'"


def _read(raw: Any, statement: str) -> None:
    raw.execute(statement).fetchall()
