"""Fields, models and forms say the same; the fence of `Field` holds."""

import dataclasses
import typing
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, inspect

import app
from app.services import access, printing
from app.services.forms import CATALOGUE
from app.services.forms.grammar import RESERVED
from app.services.onto_paper import fields as paper_fields
from app.services.registers.catalog import REGISTERS
from app.services.registers.register import Field, Kind, Register

FIELDS = [(kind, field) for kind in REGISTERS for field in kind.fields]
TYPES: dict[Kind, type] = {
    Kind.TEXT: str, Kind.LONG_TEXT: str, Kind.CODE: str, Kind.INTEGER: int, Kind.DECIMAL: Decimal,
    Kind.DATE: date, Kind.DATETIME: datetime, Kind.FLAG: bool, Kind.DEPARTMENT: int,
    Kind.PERSON: int, Kind.RECORD: int,
}  # fmt: skip


def names(pair: Any) -> str:
    return pair.name if isinstance(pair, Register | Field) else str(pair)


def test_the_fence_of_fields_holds() -> None:
    assert len(dataclasses.fields(Field)) <= 12
    assert len(Kind) <= 12
    hints = typing.get_type_hints(Field)
    assert not any("Callable" in str(hint) for hint in hints.values())
    folder = Path(app.__file__).parent
    shared = ("services/registers/register.py", "views/registers/editors.py",
              "views/registers/record_form.py", "views/registers/listing/record_model.py")  # fmt: skip
    lines = sum((folder / one).read_text(encoding="utf-8").count("\n") for one in shared)
    assert lines < 800


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=names)
def test_a_field_and_its_column_agree(kind: Register, field: Field) -> None:
    column = inspect(kind.model).columns[field.name]
    if field.many:
        assert column.type.python_type is list or "List" in type(column.type).__name__
        return
    expected = field.choices if field.kind is Kind.CHOICE else TYPES[field.kind]
    assert expected is not None
    python_type: Any = getattr(column.type, "enum_class", None) or column.type.python_type
    assert issubclass(python_type, expected), (field.name, python_type)
    if field.kind in (Kind.TEXT, Kind.CODE):
        assert field.length == column.type.length, field.name
    if field.kind in (Kind.DEPARTMENT, Kind.PERSON):
        assert {key.column.table.name for key in column.foreign_keys} == {field.kind.lower()}


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=names)
def test_required_means_not_null_or_checked(kind: Register, field: Field) -> None:
    column = inspect(kind.model).columns[field.name]
    checks = {str(one.name) for one in column.table.constraints if isinstance(one, CheckConstraint)}
    enforced = not column.nullable or f"ck_{column.table.name}_{field.name}_required" in checks
    if field.required:
        assert enforced, field.name
    elif not column.nullable:
        assert field.kind is Kind.FLAG, f"{field.name} is NOT NULL without being required"


@pytest.mark.parametrize("kind", REGISTERS, ids=names)
def test_sections_steps_and_columns_name_known_fields(kind: Register) -> None:
    for section in kind.sections:
        assert set(section.fields) <= set(kind.by_name)
    placed = [name for section in kind.sections for name in section.fields]
    assert len(placed) == len(set(placed))
    for step in kind.steps:
        assert set(step.needs) | set(step.asks) <= set(kind.by_name), step.action
        assert set(step.needs) <= set(placed) | set(step.asks), step.action
        assert step.roles
    assert set(kind.columns) <= set(kind.by_name)
    asked = {name for step in kind.steps for name in step.asks}
    assert set(kind.by_name) == set(placed) | asked, "a field nobody can fill in"
    inside = {f"{one.name}.{part.name}" for one in kind.fields for part in one.lines}
    for clause, points in kind.clauses.items():
        table = clause.partition(".")[0] + "." if "." in clause else ""
        assert {clause, f"{table}{points}"} <= set(kind.by_name) | inside


@pytest.mark.parametrize("kind", REGISTERS, ids=names)
def test_every_state_and_choice_has_a_label_and_every_state_a_badge(kind: Register) -> None:
    assert set(kind.badges) == set(kind.status)
    members: list[StrEnum] = list(kind.status)
    for field in kind.fields:
        members += list(field.choices or ())
    assert all(getattr(member, "label", "") for member in members)


@pytest.mark.parametrize("kind", REGISTERS, ids=names)
def test_every_state_but_the_last_has_a_way_on(kind: Register) -> None:
    starts = {state for step in kind.steps for state in step.sources}
    ends = set(kind.status) - starts
    assert kind.open_states <= starts
    assert {state.value for state in ends} >= {"VOIDED"}
    if hasattr(kind.model, "retain_until"):
        assert {state.value for state in ends} == {"DISPOSED", "VOIDED"}
    reached = {step.target for step in kind.steps} | {kind.initial, kind.status("VOIDED")}
    assert set(kind.status) <= reached


@pytest.mark.parametrize("kind", REGISTERS, ids=names)
def test_there_is_no_way_to_delete(kind: Register) -> None:
    assert not any("delete" in step.action for step in kind.steps)
    assert not any("DELETE" in permission for permission in access.Permission)


# What a form reads around its record: a name, or a whole table.
AROUND = {
    "material_lot": {"inspected_at", "lots"},
    "in_use_nonconformity": {"reported_at", "notified_at", "taken"},
    "goods_receipt": {"items"},
    "supplier": {"standing", "papers", "rejected_lots", "in_use_cases"},
    "disposition_order": {"supplier_filed"},
    "periodic_report": {
        "headline",
        "period_name",
        "counted",
        "categories",
        "categories_note",
        "chart_reasons",
        "chart_rejected",
        "chart_rate",
        "trend",
        "dispositions",
        "suppliers",
        "suppliers_note",
        "in_use",
    },
    "survey_feedback": {
        "period", "survey_kind", "issued_count", "collected_count", "valid_count",
        "response_rate", "satisfied_rate", "pure_rate", "previous", "counting", "scores"},
    "env_check": {"counted", "lines", "failures", "rechecks"},
    "surgery_exception": {
        "operated_on", "instrument_set", "sterilization_lot", "instruments", "checked_equipment",
        "fit", "conclusion", "replacement", "shortfall", "counts_agree", "judgement", "follow_up"},
    "preop_check": {"operated_on", "instruments", "checked_equipment", "fit", "conclusion"},
    "treatment_error": {"category", "office_told_at"},
    "unqualified_participation": {
        "source", "source_number", "action_type", "issued_at", "correction", "measures",
        "implemented_on", "review_opinion"},
    "outsourced_nonconformity": {
        "source", "source_number", "action_type", "issued_at", "measures", "review_opinion",
        "implementation", "implemented_on", "evidence", "effect"},
}  # fmt: skip
# Boxes of a form shared with another register that this one says nothing of: filled by hand.
UNSAID = {
    "cause_method", "cause_category", "cause_steps", "root_cause", "department_opinion",
    "preventive_measures", "approval_opinion", "severity", "verification_method", "recheck_on",
    "rechecked_on", "same_before", "same_after", "recurrence_note", "system_changed",
    "system_document",
}  # fmt: skip
BY_HAND = {
    "preop_check": {
        "diagnosis", "assistants", "anaesthetist", "exception_type", "occurred_at", "stage",
        "narrative", "handling", "equipment_told_at", "facility_told_at", "office_told_at",
        "anaesthesia_told_at", "family_told_at", "power_seconds", "pause_minutes", "outcome",
        "patient_outcome", "count_before", "count_closing", "count_closed", "count_skin",
        "counts_agree", "count_note", "judgement", "office_opinion", "follow_up"},
    "treatment_error": {
        "patient_sex", "patient_age", "incident_level", "duty_nurse", "duty_physician",
        "physician_told_at", "head", "head_told_at", "staff_position"},
    "unqualified_participation": UNSAID | {
        "requested_on", "implementation", "evidence", "effect"},
    "outsourced_nonconformity": UNSAID | {"consequence", "correction"},
}  # fmt: skip


@pytest.mark.parametrize("kind", REGISTERS, ids=names)
def test_the_form_prints_every_field_of_the_paper(kind: Register) -> None:
    if not kind.form:
        assert kind.signatures == {}
        return
    form = CATALOGUE[kind.form]
    printed = {paper_fields.paper_name(field) for field in kind.fields}
    printed |= {
        f"{paper_fields.paper_name(field)}.{paper_fields.paper_name(part)}"
        for field in kind.fields
        for part in field.lines
    }
    printed |= {"number", "archived_on", "retain_until", printing.MATERIALS, printing.RAISED}
    signed = {name for code in kind.forms for name in CATALOGUE[code].signatures}
    assert set(kind.signatures) == signed
    assert signed.isdisjoint(RESERVED)
    around = AROUND.get(kind.name, set())
    read = {name for name in form.fields if around & {name, name.partition(".")[0]}}
    assert {name.partition(".")[0] for name in read} == around
    by_hand = {one.partition(".")[0] for one in set(form.fields) - printed - signed - read}
    assert by_hand == BY_HAND.get(kind.name, set())
    for name, options in form.options.items():
        if name in by_hand or {name, *(f"{group}.{name}" for group in around)} & read:
            continue
        field = next(one for one in kind.fields if paper_fields.paper_name(one) == name)
        wanted = 2 if field.kind is Kind.FLAG else len(field.choices or ())
        assert len(options) == wanted, name


@pytest.mark.parametrize("kind", REGISTERS, ids=names)
def test_every_letter_has_a_form(kind: Register) -> None:
    assert set(kind.forms) <= set(CATALOGUE)
    assert all(kind.letter(code) is not None for code in kind.forms[1:])
    assert kind.letter(kind.form) is None


def test_labels_belong_to_their_own_list() -> None:
    """Two lists may share a value; each says its own word."""
    from app.models.complaint import CareType, CauseCategory, ComplaintStatus, ResolutionType, Topic

    assert (Topic.ETHICS.label, CauseCategory.ETHICS.label) == ("医德医风", "①医德医风")
    assert (Topic.OUTPATIENT.label, CareType.OUTPATIENT.label) == ("门诊服务", "门诊")
    assert ComplaintStatus.LITIGATION.label == "司法解决"
    assert ResolutionType.LITIGATION.label == "⑤司法解决"
