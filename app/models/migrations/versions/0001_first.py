"""The first schema"""

import sqlalchemy as sa
from alembic import op

import app.models.base
from app.models import ddl

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("object_uid", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_object_uid"), ["object_uid"], unique=False)

    op.create_table(
        "calendar_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_workday", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
        sa.UniqueConstraint("day", name=op.f("uq_calendar_day_day")),
        sa.UniqueConstraint("uid", name=op.f("uq_calendar_day_uid")),
    )
    op.create_table(
        "calendar_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_year")),
        sa.UniqueConstraint("uid", name=op.f("uq_calendar_year_uid")),
        sa.UniqueConstraint("year", name=op.f("uq_calendar_year_year")),
    )
    op.create_table(
        "clock_pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_pause")),
        sa.UniqueConstraint("uid", name=op.f("uq_clock_pause_uid")),
    )
    with op.batch_alter_table("clock_pause", schema=None) as batch_op:
        batch_op.create_index("ix_clock_pause_record", ["register", "record_id"], unique=False)

    op.create_table(
        "deadline_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "unit",
            sa.Enum(
                "IMMEDIATE",
                "HOUR",
                "CALENDAR_DAY",
                "WORKING_DAY",
                "MONTH",
                name="timeunit",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_rule")),
        sa.UniqueConstraint("uid", name=op.f("uq_deadline_rule_uid")),
    )
    with op.batch_alter_table("deadline_rule", schema=None) as batch_op:
        batch_op.create_index("ix_deadline_rule_code", ["code", "effective_from"], unique=True)

    op.create_table(
        "department",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("initials", sa.String(length=200), nullable=False),
        sa.Column("function", sa.String(length=40), nullable=True),
        sa.Column("functional", sa.Boolean(), nullable=False),
        sa.Column("topics", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("code", name=op.f("uq_department_code")),
        sa.UniqueConstraint("function", name=op.f("uq_department_function")),
        sa.UniqueConstraint("name", name=op.f("uq_department_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_department_uid")),
    )
    op.create_table(
        "number_series",
        sa.Column("series", sa.String(length=40), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_number_series")),
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=500), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_setting_named")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("name", name=op.f("uq_setting_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_setting_uid")),
    )
    op.create_table(
        "audit_value",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["seq"], ["audit_entry.seq"], name=op.f("fk_audit_value_seq_audit_entry")
        ),
        sa.PrimaryKeyConstraint("seq", "field", name=op.f("pk_audit_value")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_no", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("initials", sa.String(length=200), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("password_changed_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_failure_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("locked_until", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_person_department_id_department")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("staff_no", name=op.f("uq_person_staff_no")),
        sa.UniqueConstraint("uid", name=op.f("uq_person_uid")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_department_id"), ["department_id"], unique=False
        )

    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("added_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_reason", sa.String(length=200), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_attachment_added_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("uid", name=op.f("uq_attachment_uid")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index("ix_attachment_record", ["register", "record_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_sha256"), ["sha256"], unique=False)

    op.create_table(
        "complaint",
        sa.Column(
            "status",
            sa.Enum(
                "REGISTERED",
                "RESOLVED_ON_SITE",
                "ACCEPTED",
                "INVESTIGATING",
                "ESCALATED",
                "CONCLUDED",
                "ACTION",
                "REPLIED",
                "REOPENED",
                "LITIGATION",
                "CLOSED",
                "ARCHIVED",
                "DISPOSED",
                "WITHDRAWN",
                "DUPLICATE",
                "VOIDED",
                name="complaintstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("received_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "VISIT",
                "PHONE",
                "LETTER",
                "BOX",
                "ONLINE",
                "SUPERIOR",
                "OTHER",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("ticket_number", sa.String(length=40), nullable=True),
        sa.Column("ticket_due_on", sa.Date(), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("complainant_name", sa.String(length=60), nullable=True),
        sa.Column(
            "complainant_sex",
            sa.Enum(
                "MALE",
                "FEMALE",
                name="complainant_sex",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("complainant_age", sa.Integer(), nullable=True),
        sa.Column("complainant_phone", sa.String(length=40), nullable=True),
        sa.Column("complainant_address", sa.String(length=120), nullable=True),
        sa.Column("relationship", sa.String(length=20), nullable=True),
        sa.Column("patient_name", sa.String(length=60), nullable=True),
        sa.Column(
            "patient_sex",
            sa.Enum(
                "MALE",
                "FEMALE",
                name="patient_sex",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("patient_age", sa.Integer(), nullable=True),
        sa.Column(
            "care_type",
            sa.Enum(
                "OUTPATIENT",
                "INPATIENT",
                name="caretype",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("patient_number", sa.String(length=40), nullable=True),
        sa.Column("patient_department_id", sa.Integer(), nullable=True),
        sa.Column("bed_number", sa.String(length=20), nullable=True),
        sa.Column("diagnosis", sa.String(length=120), nullable=True),
        sa.Column("respondent_department_id", sa.Integer(), nullable=True),
        sa.Column("respondent_person_id", sa.Integer(), nullable=True),
        sa.Column("respondent_note", sa.String(length=60), nullable=True),
        sa.Column("occurred_on", sa.Date(), nullable=True),
        sa.Column("occurred_place", sa.String(length=60), nullable=True),
        sa.Column(
            "topic",
            sa.Enum(
                "MEDICAL",
                "NURSING",
                "OUTPATIENT",
                "ETHICS",
                "CHARGE",
                "DRUG",
                "EQUIPMENT",
                "SUPPLIES",
                "ENVIRONMENT",
                "INFECTION",
                "OUTSOURCED",
                name="topic",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("subject", sa.String(length=60), nullable=True),
        sa.Column("materials", sa.String(length=500), nullable=True),
        sa.Column("first_receiving_department_id", sa.Integer(), nullable=True),
        sa.Column("receiver_id", sa.Integer(), nullable=True),
        sa.Column(
            "complainant_signature",
            sa.Enum(
                "SIGNED",
                "FINGERPRINT",
                "ABSENT",
                name="complainantsignature",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("leader_present", sa.Boolean(), nullable=True),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("leader_arrived_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("leader_absent_reason", sa.String(length=200), nullable=True),
        sa.Column(
            "on_site_result",
            sa.Enum(
                "RESOLVED",
                "CONTACT_ESTABLISHED",
                name="onsiteresult",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("contact_arrangement", sa.String(length=120), nullable=True),
        sa.Column("functional_department_id", sa.Integer(), nullable=True),
        sa.Column("assisting_department_ids", app.models.base.JsonList(), nullable=True),
        sa.Column("transferred_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("litigation_filed", sa.Boolean(), nullable=False),
        sa.Column("escalation_reason", sa.String(length=500), nullable=True),
        sa.Column("department_reported_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("cause_categories", app.models.base.JsonList(), nullable=True),
        sa.Column(
            "main_cause",
            sa.Enum(
                "ETHICS",
                "RULE_VIOLATION",
                "TECHNICAL_SKILL",
                "NONCONFORMING_PRODUCT",
                "IMPROPER_CHARGE",
                "COMMUNICATION_GAP",
                name="causecategory",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("service_defect", sa.Boolean(), nullable=True),
        sa.Column("accident_dispute", sa.Boolean(), nullable=True),
        sa.Column("resolutions", app.models.base.JsonList(), nullable=True),
        sa.Column(
            "main_resolution",
            sa.Enum(
                "SETTLED_BY_COMMUNICATION",
                "APOLOGY",
                "SERVICE_REDONE",
                "HARDSHIP_COMPENSATION",
                "LITIGATION",
                name="resolutiontype",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("compensation_amount", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("compensation_approver_id", sa.Integer(), nullable=True),
        sa.Column("compensation_voucher", sa.String(length=40), nullable=True),
        sa.Column("replied_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column(
            "reply_method",
            sa.Enum(
                "IN_PERSON",
                "PHONE",
                "WRITTEN",
                "ONLINE",
                "NOT_REACHABLE",
                name="replymethod",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "complainant_opinion",
            sa.Enum(
                "SATISFIED",
                "FAIRLY_SATISFIED",
                "DISSATISFIED",
                name="opinion",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("late_reason", sa.String(length=500), nullable=True),
        sa.Column("duties_told", app.models.base.JsonList(), nullable=True),
        sa.Column("archive_parts", app.models.base.JsonList(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("retain_until", sa.Date(), nullable=True),
        sa.Column(
            "dispute_path",
            sa.Enum(
                "NEGOTIATION",
                "PEOPLES_MEDIATION",
                "ADMINISTRATIVE_MEDIATION",
                "LITIGATION",
                name="disputepath",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("reopening_reason", sa.String(length=500), nullable=True),
        sa.Column("court_case_number", sa.String(length=60), nullable=True),
        sa.Column("legal_hold", sa.Boolean(), nullable=False),
        sa.Column("legal_hold_reason", sa.String(length=200), nullable=True),
        sa.Column("withdrawal_evidence", sa.String(length=200), nullable=True),
        sa.Column("duplicate_of_id", sa.Integer(), nullable=True),
        sa.Column("disposal_proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("due_rule", sa.String(length=10), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("original_due_on", sa.Date(), nullable=True),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("pause_reason", sa.String(length=200), nullable=True),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column("demand", sa.Text(), nullable=True),
        sa.Column("department_statement", sa.Text(), nullable=True),
        sa.Column("verification", sa.Text(), nullable=True),
        sa.Column("determination", sa.Text(), nullable=True),
        sa.Column("improvement", sa.Text(), nullable=True),
        sa.Column("reply_text", sa.Text(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("original_number", sa.String(length=60), nullable=True),
        sa.Column("slip_code", sa.String(length=6), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("backfilled", sa.Boolean(), nullable=False),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("updated_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column("updated_by_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "backfilled OR anonymous OR (complainant_name IS NOT NULL"
            " AND complainant_phone IS NOT NULL AND relationship IS NOT NULL)",
            name=op.f("ck_complaint_complainant_known_or_anonymous"),
        ),
        sa.CheckConstraint(
            "backfilled OR channel IS NOT NULL", name=op.f("ck_complaint_channel_required")
        ),
        sa.CheckConstraint(
            "backfilled OR complainant_signature IS NOT NULL",
            name=op.f("ck_complaint_complainant_signature_required"),
        ),
        sa.CheckConstraint(
            "backfilled OR demand IS NOT NULL", name=op.f("ck_complaint_demand_required")
        ),
        sa.CheckConstraint(
            "backfilled OR first_receiving_department_id IS NOT NULL",
            name=op.f("ck_complaint_first_receiving_department_id_required"),
        ),
        sa.CheckConstraint(
            "backfilled OR receiver_id IS NOT NULL", name=op.f("ck_complaint_receiver_id_required")
        ),
        sa.CheckConstraint(
            "backfilled OR respondent_department_id IS NOT NULL",
            name=op.f("ck_complaint_respondent_department_id_required"),
        ),
        sa.CheckConstraint(
            "compensation_amount > 0", name=op.f("ck_complaint_compensation_positive")
        ),
        sa.CheckConstraint(
            "complainant_age BETWEEN 0 AND 130", name=op.f("ck_complaint_complainant_age_plausible")
        ),
        sa.CheckConstraint(
            "patient_age BETWEEN 0 AND 130", name=op.f("ck_complaint_patient_age_plausible")
        ),
        sa.ForeignKeyConstraint(
            ["compensation_approver_id"],
            ["person.id"],
            name=op.f("fk_complaint_compensation_approver_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_complaint_created_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_complaint_department_id_department")
        ),
        sa.ForeignKeyConstraint(
            ["disposal_proposed_by_id"],
            ["person.id"],
            name=op.f("fk_complaint_disposal_proposed_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["duplicate_of_id"],
            ["complaint.id"],
            name=op.f("fk_complaint_duplicate_of_id_complaint"),
        ),
        sa.ForeignKeyConstraint(
            ["first_receiving_department_id"],
            ["department.id"],
            name=op.f("fk_complaint_first_receiving_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["functional_department_id"],
            ["department.id"],
            name=op.f("fk_complaint_functional_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["person.id"], name=op.f("fk_complaint_leader_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["patient_department_id"],
            ["department.id"],
            name=op.f("fk_complaint_patient_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"], ["person.id"], name=op.f("fk_complaint_receiver_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["respondent_department_id"],
            ["department.id"],
            name=op.f("fk_complaint_respondent_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["respondent_person_id"],
            ["person.id"],
            name=op.f("fk_complaint_respondent_person_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["person.id"], name=op.f("fk_complaint_updated_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("number", name=op.f("uq_complaint_number")),
        sa.UniqueConstraint("slip_code", name=op.f("uq_complaint_slip_code")),
        sa.UniqueConstraint("uid", name=op.f("uq_complaint_uid")),
    )
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.create_index(
            "ix_complaint_codes",
            [
                "number",
                "original_number",
                "ticket_number",
                "complainant_phone",
                "patient_number",
                "bed_number",
                "compensation_voucher",
                "court_case_number",
            ],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_complaint_department_id"), ["department_id"], unique=False
        )
        batch_op.create_index("ix_complaint_due", ["due_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_complaint_functional_department_id"),
            ["functional_department_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_complaint_list",
            [
                "received_at",
                "id",
                "status",
                "department_id",
                "respondent_department_id",
                "functional_department_id",
                "due_on",
                "paused_on",
                "channel",
                "main_cause",
            ],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_complaint_original_number"), ["original_number"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_complaint_respondent_department_id"),
            ["respondent_department_id"],
            unique=False,
        )
        batch_op.create_index("ix_complaint_status", ["status", "received_at"], unique=False)

    op.create_table(
        "disposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("object_uid", sa.String(length=60), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=False),
        sa.Column("approved_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["person.id"], name=op.f("fk_disposal_approved_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal")),
        sa.UniqueConstraint("object_uid", name=op.f("uq_disposal_object_uid")),
        sa.UniqueConstraint("uid", name=op.f("uq_disposal_uid")),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("record_version", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("slip_code", sa.String(length=6), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("saved_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_draft_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint(
            "register",
            "record_id",
            "person_id",
            "slip_code",
            name=op.f("uq_draft_register_record_id_person_id_slip_code"),
        ),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_person_id"), ["person_id"], unique=False)

    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("clause", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("raised_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column("done_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=500), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["done_by_id"], ["person.id"], name=op.f("fk_follow_up_done_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("uid", name=op.f("uq_follow_up_uid")),
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index("ix_follow_up_record", ["register", "record_id"], unique=False)

    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "REGISTRAR",
                "DEPT_HEAD",
                "HANDLER",
                "OFFICE_HEAD",
                "STOREKEEPER",
                "PURCHASER",
                "ENVIRONMENT_SUPERVISOR",
                "LEADER_IN_CHARGE",
                "ARCHIVIST",
                "AUDITOR",
                "ADMIN",
                "SECURITY_ADMIN",
                "VIEWER",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sa.UniqueConstraint("person_id", "role", name=op.f("uq_role_grant_person_id_role")),
        sa.UniqueConstraint("uid", name=op.f("uq_role_grant_uid")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grant_person_id"), ["person_id"], unique=False)

    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("filters", sa.Text(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_saved_view_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint(
            "register", "person_id", "name", name=op.f("uq_saved_view_register_person_id_name")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_saved_view_uid")),
    )
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_view_person_id"), ["person_id"], unique=False)

    op.create_table(
        "step_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=True),
        sa.Column("target", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("person_name", sa.String(length=60), nullable=False),
        sa.Column("at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_step_entry_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_entry")),
        sa.UniqueConstraint("uid", name=op.f("uq_step_entry_uid")),
    )
    with op.batch_alter_table("step_entry", schema=None) as batch_op:
        batch_op.create_index("ix_step_entry_record", ["register", "record_id"], unique=False)

    statements = (
        ddl.sqlite_statements(["complaint"])
        if op.get_bind().dialect.name == "sqlite"
        else ddl.server_statements(["complaint"])
    )
    for statement in statements:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("records are never taken back to before the first schema")
