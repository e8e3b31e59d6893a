"""Valid records with as little said as possible; a new required field breaks one place."""

from datetime import datetime, timedelta
from typing import Any

from app import clock
from app.services import reading, records
from app.services.operations import Changes, Desk
from app.services.people import directory
from app.services.registers import complaint

KIND = complaint.REGISTER


def department(desk: Desk, name: str) -> int:
    """The id of a department by its name."""
    return next(one.id for one in directory.load(desk).departments if one.text == name)


def complaint_values(desk: Desk, **other: Any) -> dict[str, Any]:
    """What has to be said to register a complaint."""
    received: datetime = clock.now() - timedelta(hours=1)
    return {
        "received_at": received,
        "channel": "VISIT",
        "complainant_name": "陈某",
        "complainant_phone": "138****0012",
        "relationship": "本人",
        "respondent_department_id": department(desk, "急诊科"),
        "narrative": "输液等候近一小时，分诊台未说明原因。",
        "demand": "说明原因。",
        "first_receiving_department_id": department(desk, "急诊科"),
        "receiver_id": desk.person_id,
        "complainant_signature": "SIGNED",
    } | other


def registered(desk: Desk, **other: Any) -> int:
    """A registered complaint's id."""
    changes = records.register(desk, KIND, complaint_values(desk, **other))
    assert changes.record_id is not None
    return changes.record_id


def step(desk: Desk, record_id: int, action: str, **values: Any) -> Changes:
    """Take a step at the record's present version."""
    version = reading.load(desk, KIND, record_id).version
    return records.move(desk, KIND, record_id, version, action, values)


JUDGED = {
    "verification": "属实。",
    "determination": "服务态度问题。",
    "cause_categories": ["ETHICS"],
    "main_cause": "ETHICS",
    "service_defect": False,
    "accident_dispute": False,
}
REPLY = {
    "resolutions": ["APOLOGY"],
    "main_resolution": "APOLOGY",
    "reply_method": "PHONE",
    "complainant_opinion": "SATISFIED",
}
FILED = {
    "duties_told": ["LEGAL_WAYS", "SEALING", "COPYING"],
    "archive_parts": ["PATIENT", "EVIDENCE", "HANDLING"],
}


def replied(desk: Desk, **other: Any) -> int:
    """A complaint taken to 已反馈 without anything left open."""
    record_id = registered(desk, **other)
    step(desk, record_id, "accept", functional_department_id=department(desk, "医务科"))
    step(desk, record_id, "investigate")
    step(desk, record_id, "conclude", **JUDGED)
    step(desk, record_id, "reply", replied_at=clock.now(), **REPLY)
    return record_id
