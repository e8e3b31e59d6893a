"""What the tables need beyond columns: triggers that protect the audit, and the text indexes."""

from collections.abc import Mapping, Sequence

# The registers whose texts are searched, in the order they came to be.
SEARCHED = (
    "complaint",
    "nonconforming_service",
    "quality_feedback",
    "corrective_action",
    "audit_nonconformity_report",
    "service_defect_entry",
    "evidence_seal",
    "safety_education",
    "supplier",
    "material_lot",
    "goods_receipt",
    "in_use_nonconformity",
    "disposition_order",
    "preop_check",
    "surgery_exception",
    "treatment_error",
    "unqualified_participation",
    "staff_qualification",
    "outsourced_nonconformity",
    "env_check",
    "satisfaction_survey",
    "survey_feedback",
    "patient_forum",
    "periodic_report",
)

REFUSALS = {
    "audit_entry_no_update": "BEFORE UPDATE ON audit_entry",
    "audit_entry_no_delete": "BEFORE DELETE ON audit_entry",
    "audit_value_no_update": "BEFORE UPDATE ON audit_value",
}

# Readable values go only when a disposal of that very record was approved (DESIGN §6).
VALUE_TRIGGER = """
CREATE TRIGGER audit_value_no_delete BEFORE DELETE ON audit_value
WHEN NOT EXISTS (
    SELECT 1 FROM audit_entry e JOIN disposal d ON d.object_uid = e.object_uid
    WHERE e.seq = OLD.seq
)
BEGIN SELECT RAISE(ABORT, 'audit values stay until an approved disposal'); END
"""

SERVER_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger AS $$
BEGIN
    IF TG_TABLE_NAME = 'audit_value' AND TG_OP = 'DELETE' AND EXISTS (
        SELECT 1 FROM audit_entry e JOIN disposal d ON d.object_uid = e.object_uid
        WHERE e.seq = OLD.seq
    ) THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'the audit trail is append-only';
END $$ LANGUAGE plpgsql
"""


def sqlite_statements(registers: Sequence[str] = SEARCHED) -> list[str]:
    """Triggers and text indexes on SQLite."""
    refusals = [
        f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
        for name, when in REFUSALS.items()
    ]
    return [*refusals, VALUE_TRIGGER.strip(), *map(sqlite_text_index, registers)]


def sqlite_text_index(register: str) -> str:
    """A contentless index of character bigrams, rowid = record id."""
    return (
        f"CREATE VIRTUAL TABLE {register}_text USING fts5("
        "grams, content='', contentless_delete=1, detail='none', tokenize='unicode61')"
    )


def server_statements(registers: Sequence[str] = SEARCHED) -> list[str]:
    """The same on PostgreSQL."""
    triggers = [
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()"
        for table in ("audit_entry", "audit_value")
    ]
    indexes = [one for register in registers for one in server_text_index(register)]
    return [SERVER_FUNCTION.strip(), *triggers, *indexes]


def server_text_index(register: str) -> list[str]:
    """A table of bigrams with an inverted index."""
    return [
        f"CREATE TABLE {register}_text (rowid bigint PRIMARY KEY, grams tsvector NOT NULL)",
        f"CREATE INDEX ix_{register}_text ON {register}_text USING gin (grams)",
    ]


def refusing(refusals: Mapping[str, tuple[str, str, str]], is_sqlite: bool) -> list[str]:
    """Triggers that refuse what is written: name → when they look, what they refuse, what they say.

    PostgreSQL needs a function for each, as the conditions of its triggers cannot look at other tables.
    """
    if is_sqlite:
        return [
            f"CREATE TRIGGER {name} {when} WHEN {refused} BEGIN SELECT RAISE(ABORT, '{said}'); END"
            for name, (when, refused, said) in refusals.items()
        ]
    found: list[str] = []
    for name, (when, refused, said) in refusals.items():
        found += [
            f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN IF {refused} THEN"
            f" RAISE EXCEPTION '{said}' USING ERRCODE = 'check_violation'; END IF;"
            " RETURN NEW; END $$ LANGUAGE plpgsql",
            f"CREATE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    return found
