"""不合格服务 and what surrounds it: feedback, corrective actions, audits, defects, evidence, education"""

import sqlalchemy as sa
from alembic import op

import app.models.base
from app.models import ddl

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REGISTERS = (
    "nonconforming_service",
    "quality_feedback",
    "corrective_action",
    "audit_nonconformity_report",
    "service_defect_entry",
    "evidence_seal",
    "safety_education",
)


def upgrade() -> None:  # noqa: PLR0915 - seven tables, each in one statement
    op.create_table(
        "scoring_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("points", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scoring_rule")),
        sa.UniqueConstraint("code", name=op.f("uq_scoring_rule_code")),
        sa.UniqueConstraint("uid", name=op.f("uq_scoring_rule_uid")),
    )
    op.create_table(
        "audit_nonconformity_report",
        sa.Column(
            "status",
            sa.Enum(
                "ISSUED",
                "CONFIRMED",
                "ACTION_ACCEPTED",
                "DONE",
                "VERIFIED",
                "CLOSED",
                "ARCHIVED",
                "DISPOSED",
                "VOIDED",
                name="auditreportstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("audited_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column("responsible_department_id", sa.Integer(), nullable=True),
        sa.Column("functional_department_id", sa.Integer(), nullable=True),
        sa.Column("accompanied_by", sa.String(length=60), nullable=True),
        sa.Column("auditor_id", sa.Integer(), nullable=True),
        sa.Column("lead_auditor_id", sa.Integer(), nullable=True),
        sa.Column("criterion", sa.String(length=200), nullable=True),
        sa.Column(
            "nonconformity_type",
            sa.Enum(
                "SYSTEMIC",
                "IMPLEMENTATION",
                "EFFECT",
                name="nonconformitytype",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "severity",
            sa.Enum(
                "MINOR",
                "SUSPECTED",
                "MAJOR",
                name="severity",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("subject", sa.String(length=60), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("completer_id", sa.Integer(), nullable=True),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column("root_cause", sa.Text(), nullable=True),
        sa.Column("correction", sa.Text(), nullable=True),
        sa.Column("corrective_action", sa.Text(), nullable=True),
        sa.Column("preventive_action", sa.Text(), nullable=True),
        sa.Column("completion", sa.Text(), nullable=True),
        sa.Column("verification", sa.Text(), nullable=True),
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
        sa.Column("due_rule", sa.String(length=10), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("original_due_on", sa.Date(), nullable=True),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("pause_reason", sa.String(length=200), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("retain_until", sa.Date(), nullable=True),
        sa.Column("legal_hold", sa.Boolean(), nullable=False),
        sa.Column("legal_hold_reason", sa.String(length=200), nullable=True),
        sa.Column("disposal_proposed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "backfilled OR criterion IS NOT NULL",
            name=op.f("ck_audit_nonconformity_report_criterion_required"),
        ),
        sa.CheckConstraint(
            "backfilled OR responsible_department_id IS NOT NULL",
            name=op.f("ck_audit_nonconformity_report_responsible_department_id_required"),
        ),
        sa.ForeignKeyConstraint(
            ["auditor_id"],
            ["person.id"],
            name=op.f("fk_audit_nonconformity_report_auditor_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["completer_id"],
            ["person.id"],
            name=op.f("fk_audit_nonconformity_report_completer_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["person.id"],
            name=op.f("fk_audit_nonconformity_report_created_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_audit_nonconformity_report_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["disposal_proposed_by_id"],
            ["person.id"],
            name=op.f("fk_audit_nonconformity_report_disposal_proposed_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["functional_department_id"],
            ["department.id"],
            name=op.f("fk_audit_nonconformity_report_functional_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["lead_auditor_id"],
            ["person.id"],
            name=op.f("fk_audit_nonconformity_report_lead_auditor_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["responsible_department_id"],
            ["department.id"],
            name=op.f("fk_audit_nonconformity_report_responsible_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"],
            ["person.id"],
            name=op.f("fk_audit_nonconformity_report_updated_by_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_nonconformity_report")),
        sa.UniqueConstraint("number", name=op.f("uq_audit_nonconformity_report_number")),
        sa.UniqueConstraint("slip_code", name=op.f("uq_audit_nonconformity_report_slip_code")),
        sa.UniqueConstraint("uid", name=op.f("uq_audit_nonconformity_report_uid")),
    )
    with op.batch_alter_table("audit_nonconformity_report", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_nonconformity_report_department_id"),
            ["department_id"],
            unique=False,
        )
        batch_op.create_index("ix_audit_nonconformity_report_due", ["due_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_audit_nonconformity_report_functional_department_id"),
            ["functional_department_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_audit_nonconformity_report_list", ["audited_at", "id", "status"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_audit_nonconformity_report_original_number"),
            ["original_number"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_audit_nonconformity_report_responsible_department_id"),
            ["responsible_department_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_audit_nonconformity_report_status", ["status", "audited_at"], unique=False
        )

    op.create_table(
        "corrective_action",
        sa.Column(
            "status",
            sa.Enum(
                "OPEN",
                "CAUSE_ANALYZED",
                "PLANNED",
                "APPROVED",
                "IMPLEMENTING",
                "IMPLEMENTED",
                "EFFECTIVE",
                "INEFFECTIVE",
                "CLOSED",
                "ARCHIVED",
                "DISPOSED",
                "VOIDED",
                name="actionstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("issued_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "COMPLAINT",
                "INTERNAL_AUDIT",
                "EXTERNAL_AUDIT",
                "MANAGEMENT_REVIEW",
                "QUALITY_CHECK",
                "SURVEY",
                "NONCONFORMING_ITEM",
                "ENVIRONMENT",
                "SURGERY",
                "OTHER",
                name="actionsource",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("source_number", sa.String(length=60), nullable=True),
        sa.Column(
            "action_type",
            sa.Enum(
                "CORRECTIVE",
                "PREVENTIVE",
                name="actiontype",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "severity",
            sa.Enum(
                "MINOR",
                "SUSPECTED",
                "MAJOR",
                name="severity",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("responsible_department_id", sa.Integer(), nullable=True),
        sa.Column("functional_department_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=60), nullable=True),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column(
            "cause_method",
            sa.Enum(
                "FIVE_WHY",
                "FISHBONE",
                "OTHER",
                name="causemethod",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "cause_category",
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
        sa.Column("cause_steps", app.models.base.JsonList(), nullable=True),
        sa.Column("measures", app.models.base.JsonList(), nullable=True),
        sa.Column("preventive_measures", app.models.base.JsonList(), nullable=True),
        sa.Column("implemented_on", sa.Date(), nullable=True),
        sa.Column("implementer_id", sa.Integer(), nullable=True),
        sa.Column("verification_method", sa.String(length=200), nullable=True),
        sa.Column(
            "effect",
            sa.Enum(
                "EFFECTIVE",
                "PARTLY",
                "INEFFECTIVE",
                name="effect",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("recheck_on", sa.Date(), nullable=True),
        sa.Column("rechecked_on", sa.Date(), nullable=True),
        sa.Column("same_before", sa.Integer(), nullable=True),
        sa.Column("same_after", sa.Integer(), nullable=True),
        sa.Column("system_changed", sa.Boolean(), nullable=True),
        sa.Column("system_document", sa.String(length=120), nullable=True),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column("consequence", sa.Text(), nullable=True),
        sa.Column("root_cause", sa.Text(), nullable=True),
        sa.Column("department_opinion", sa.Text(), nullable=True),
        sa.Column("correction", sa.Text(), nullable=True),
        sa.Column("review_opinion", sa.Text(), nullable=True),
        sa.Column("approval_opinion", sa.Text(), nullable=True),
        sa.Column("implementation", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("recurrence_note", sa.Text(), nullable=True),
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
        sa.Column("due_rule", sa.String(length=10), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("original_due_on", sa.Date(), nullable=True),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("pause_reason", sa.String(length=200), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("retain_until", sa.Date(), nullable=True),
        sa.Column("legal_hold", sa.Boolean(), nullable=False),
        sa.Column("legal_hold_reason", sa.String(length=200), nullable=True),
        sa.Column("disposal_proposed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "backfilled OR action_type IS NOT NULL",
            name=op.f("ck_corrective_action_action_type_required"),
        ),
        sa.CheckConstraint(
            "backfilled OR functional_department_id IS NOT NULL",
            name=op.f("ck_corrective_action_functional_department_id_required"),
        ),
        sa.CheckConstraint(
            "backfilled OR responsible_department_id IS NOT NULL",
            name=op.f("ck_corrective_action_responsible_department_id_required"),
        ),
        sa.CheckConstraint(
            "backfilled OR source IS NOT NULL", name=op.f("ck_corrective_action_source_required")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_corrective_action_created_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_corrective_action_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["disposal_proposed_by_id"],
            ["person.id"],
            name=op.f("fk_corrective_action_disposal_proposed_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["functional_department_id"],
            ["department.id"],
            name=op.f("fk_corrective_action_functional_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["implementer_id"],
            ["person.id"],
            name=op.f("fk_corrective_action_implementer_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["responsible_department_id"],
            ["department.id"],
            name=op.f("fk_corrective_action_responsible_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["person.id"], name=op.f("fk_corrective_action_updated_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrective_action")),
        sa.UniqueConstraint("number", name=op.f("uq_corrective_action_number")),
        sa.UniqueConstraint("slip_code", name=op.f("uq_corrective_action_slip_code")),
        sa.UniqueConstraint("uid", name=op.f("uq_corrective_action_uid")),
    )
    with op.batch_alter_table("corrective_action", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_corrective_action_department_id"), ["department_id"], unique=False
        )
        batch_op.create_index("ix_corrective_action_due", ["due_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_corrective_action_functional_department_id"),
            ["functional_department_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_corrective_action_list",
            [
                "issued_at",
                "id",
                "status",
                "department_id",
                "responsible_department_id",
                "functional_department_id",
                "due_on",
                "paused_on",
                "source",
            ],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_corrective_action_original_number"), ["original_number"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_corrective_action_responsible_department_id"),
            ["responsible_department_id"],
            unique=False,
        )
        batch_op.create_index("ix_corrective_action_status", ["status", "issued_at"], unique=False)

    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_delegation_two_people")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_delegation_in_order")),
        sa.ForeignKeyConstraint(
            ["from_id"], ["person.id"], name=op.f("fk_delegation_from_id_person")
        ),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_delegation_to_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
        sa.UniqueConstraint("uid", name=op.f("uq_delegation_uid")),
    )
    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delegation_from_id"), ["from_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delegation_to_id"), ["to_id"], unique=False)

    op.create_table(
        "evidence_seal",
        sa.Column(
            "status",
            sa.Enum(
                "LISTED",
                "SEALED",
                "OPENED",
                "VOIDED",
                name="sealstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sealed_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=True),
        sa.Column("source_number", sa.String(length=60), nullable=True),
        sa.Column("subject", sa.String(length=60), nullable=True),
        sa.Column("responsible_department_id", sa.Integer(), nullable=True),
        sa.Column("functional_department_id", sa.Integer(), nullable=True),
        sa.Column("hospital_witness_id", sa.Integer(), nullable=True),
        sa.Column("patient_witness", sa.String(length=60), nullable=True),
        sa.Column("absent_reason", sa.String(length=200), nullable=True),
        sa.Column("third_witness", sa.String(length=60), nullable=True),
        sa.Column("custodian_department_id", sa.Integer(), nullable=True),
        sa.Column("custodian_id", sa.Integer(), nullable=True),
        sa.Column("storage_place", sa.String(length=120), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column(
            "opening_reason",
            sa.Enum(
                "BOTH_PRESENT",
                "SETTLED",
                "THREE_YEARS",
                name="openingreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("opening_present", sa.String(length=120), nullable=True),
        sa.Column("items", app.models.base.JsonList(), nullable=True),
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
            "backfilled OR custodian_department_id IS NOT NULL",
            name=op.f("ck_evidence_seal_custodian_department_id_required"),
        ),
        sa.CheckConstraint(
            "backfilled OR custodian_id IS NOT NULL",
            name=op.f("ck_evidence_seal_custodian_id_required"),
        ),
        sa.CheckConstraint(
            "backfilled OR hospital_witness_id IS NOT NULL",
            name=op.f("ck_evidence_seal_hospital_witness_id_required"),
        ),
        sa.CheckConstraint(
            "backfilled OR place IS NOT NULL", name=op.f("ck_evidence_seal_place_required")
        ),
        sa.CheckConstraint(
            "backfilled OR storage_place IS NOT NULL",
            name=op.f("ck_evidence_seal_storage_place_required"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_evidence_seal_created_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["custodian_department_id"],
            ["department.id"],
            name=op.f("fk_evidence_seal_custodian_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["custodian_id"], ["person.id"], name=op.f("fk_evidence_seal_custodian_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_evidence_seal_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["functional_department_id"],
            ["department.id"],
            name=op.f("fk_evidence_seal_functional_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["hospital_witness_id"],
            ["person.id"],
            name=op.f("fk_evidence_seal_hospital_witness_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["responsible_department_id"],
            ["department.id"],
            name=op.f("fk_evidence_seal_responsible_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["person.id"], name=op.f("fk_evidence_seal_updated_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_seal")),
        sa.UniqueConstraint("number", name=op.f("uq_evidence_seal_number")),
        sa.UniqueConstraint("slip_code", name=op.f("uq_evidence_seal_slip_code")),
        sa.UniqueConstraint("uid", name=op.f("uq_evidence_seal_uid")),
    )
    with op.batch_alter_table("evidence_seal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evidence_seal_department_id"), ["department_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_evidence_seal_functional_department_id"),
            ["functional_department_id"],
            unique=False,
        )
        batch_op.create_index("ix_evidence_seal_list", ["sealed_at", "id", "status"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_evidence_seal_original_number"), ["original_number"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_evidence_seal_responsible_department_id"),
            ["responsible_department_id"],
            unique=False,
        )
        batch_op.create_index("ix_evidence_seal_status", ["status", "sealed_at"], unique=False)

    op.create_table(
        "nonconforming_service",
        sa.Column(
            "status",
            sa.Enum(
                "IDENTIFIED",
                "CORRECTED",
                "FEEDBACK_ISSUED",
                "PLAN_SUBMITTED",
                "SCORED",
                "REPORTED_ORALLY",
                "UNDER_REVIEW",
                "DECIDED",
                "VERIFIED",
                "FILED",
                "CLOSED",
                "ARCHIVED",
                "DISPOSED",
                "VOIDED",
                name="nonconformingstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("found_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "COMPLAINT",
                "SURVEY",
                "DAILY_CHECK",
                "INTERNAL_AUDIT",
                "MANAGEMENT_REVIEW",
                "THIRD_PARTY",
                name="ncsource",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("source_number", sa.String(length=60), nullable=True),
        sa.Column(
            "severity",
            sa.Enum(
                "MINOR",
                "SUSPECTED",
                "MAJOR",
                name="severity",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "incident_level",
            sa.Enum(
                "LEVEL_I",
                "LEVEL_II",
                "LEVEL_III",
                "LEVEL_IV",
                name="incidentlevel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("responsible_department_id", sa.Integer(), nullable=True),
        sa.Column("functional_department_id", sa.Integer(), nullable=True),
        sa.Column("respondent_person_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=60), nullable=True),
        sa.Column("patient_name", sa.String(length=60), nullable=True),
        sa.Column("patient_number", sa.String(length=40), nullable=True),
        sa.Column("harmed_people", sa.Integer(), nullable=True),
        sa.Column("major_negligence", sa.Boolean(), nullable=True),
        sa.Column("corrected_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column(
            "cause_category",
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
        sa.Column("points", sa.Numeric(precision=8, scale=2), nullable=True),
        sa.Column("score_basis", sa.String(length=200), nullable=True),
        sa.Column("scored_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("scored_by_id", sa.Integer(), nullable=True),
        sa.Column("oral_report_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("oral_report_to_id", sa.Integer(), nullable=True),
        sa.Column("authority_due_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("authority_reported_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("evidence", app.models.base.JsonList(), nullable=True),
        sa.Column("reviewed_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("committee_record", sa.String(length=60), nullable=True),
        sa.Column("decided_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("appraised_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column(
            "accident_grade",
            sa.Enum(
                "G1A",
                "G1B",
                "G2A",
                "G2B",
                "G2C",
                "G2D",
                "G3A",
                "G3B",
                "G3C",
                "G3D",
                "G3E",
                "G4",
                name="accidentgrade",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("appraisal_skipped", sa.String(length=500), nullable=True),
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
        sa.Column("corrected_by_id", sa.Integer(), nullable=True),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column("correction", sa.Text(), nullable=True),
        sa.Column("root_cause", sa.Text(), nullable=True),
        sa.Column("corrective_action", sa.Text(), nullable=True),
        sa.Column("preventive_action", sa.Text(), nullable=True),
        sa.Column("remedy", sa.Text(), nullable=True),
        sa.Column("nature", sa.Text(), nullable=True),
        sa.Column("circumstances", sa.Text(), nullable=True),
        sa.Column("attitude", sa.Text(), nullable=True),
        sa.Column("decision_basis", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("aftercare", sa.Text(), nullable=True),
        sa.Column("verification", sa.Text(), nullable=True),
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
        sa.Column("due_rule", sa.String(length=10), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("original_due_on", sa.Date(), nullable=True),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("pause_reason", sa.String(length=200), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("retain_until", sa.Date(), nullable=True),
        sa.Column("legal_hold", sa.Boolean(), nullable=False),
        sa.Column("legal_hold_reason", sa.String(length=200), nullable=True),
        sa.Column("disposal_proposed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "backfilled OR responsible_department_id IS NOT NULL",
            name=op.f("ck_nonconforming_service_responsible_department_id_required"),
        ),
        sa.CheckConstraint(
            "backfilled OR severity IS NOT NULL",
            name=op.f("ck_nonconforming_service_severity_required"),
        ),
        sa.CheckConstraint(
            "backfilled OR source IS NOT NULL",
            name=op.f("ck_nonconforming_service_source_required"),
        ),
        sa.CheckConstraint(
            "compensation_amount > 0", name=op.f("ck_nonconforming_service_compensation_positive")
        ),
        sa.CheckConstraint(
            "harmed_people >= 0", name=op.f("ck_nonconforming_service_harmed_counted")
        ),
        sa.CheckConstraint(
            "points >= 0", name=op.f("ck_nonconforming_service_points_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["compensation_approver_id"],
            ["person.id"],
            name=op.f("fk_nonconforming_service_compensation_approver_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["corrected_by_id"],
            ["person.id"],
            name=op.f("fk_nonconforming_service_corrected_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["person.id"],
            name=op.f("fk_nonconforming_service_created_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_nonconforming_service_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["disposal_proposed_by_id"],
            ["person.id"],
            name=op.f("fk_nonconforming_service_disposal_proposed_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["functional_department_id"],
            ["department.id"],
            name=op.f("fk_nonconforming_service_functional_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["oral_report_to_id"],
            ["person.id"],
            name=op.f("fk_nonconforming_service_oral_report_to_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["respondent_person_id"],
            ["person.id"],
            name=op.f("fk_nonconforming_service_respondent_person_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["responsible_department_id"],
            ["department.id"],
            name=op.f("fk_nonconforming_service_responsible_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["scored_by_id"],
            ["person.id"],
            name=op.f("fk_nonconforming_service_scored_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"],
            ["person.id"],
            name=op.f("fk_nonconforming_service_updated_by_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nonconforming_service")),
        sa.UniqueConstraint("number", name=op.f("uq_nonconforming_service_number")),
        sa.UniqueConstraint("slip_code", name=op.f("uq_nonconforming_service_slip_code")),
        sa.UniqueConstraint("uid", name=op.f("uq_nonconforming_service_uid")),
    )
    with op.batch_alter_table("nonconforming_service", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_nonconforming_service_department_id"), ["department_id"], unique=False
        )
        batch_op.create_index("ix_nonconforming_service_due", ["due_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_nonconforming_service_functional_department_id"),
            ["functional_department_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_nonconforming_service_list",
            [
                "found_at",
                "id",
                "status",
                "department_id",
                "responsible_department_id",
                "functional_department_id",
                "due_on",
                "paused_on",
                "severity",
            ],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_nonconforming_service_original_number"),
            ["original_number"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_nonconforming_service_responsible_department_id"),
            ["responsible_department_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_nonconforming_service_status", ["status", "found_at"], unique=False
        )

    op.create_table(
        "quality_feedback",
        sa.Column(
            "status",
            sa.Enum(
                "PREPARED",
                "ISSUED",
                "ACKNOWLEDGED",
                "RESPONDED",
                "RETURNED",
                "VERIFIED_EFFECTIVE",
                "FILED",
                "ARCHIVED",
                "DISPOSED",
                "VOIDED",
                name="feedbackstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("checked_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column(
            "check_category",
            sa.Enum(
                "MONTHLY",
                "DAILY",
                "COMPLAINT",
                "SURVEY",
                "THIRD_PARTY",
                "OTHER",
                name="checkcategory",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("source_number", sa.String(length=60), nullable=True),
        sa.Column("inspecting_department_id", sa.Integer(), nullable=True),
        sa.Column("inspector_id", sa.Integer(), nullable=True),
        sa.Column("responsible_department_id", sa.Integer(), nullable=True),
        sa.Column("accompanied_by", sa.String(length=60), nullable=True),
        sa.Column("basis", sa.String(length=200), nullable=True),
        sa.Column("subject", sa.String(length=60), nullable=True),
        sa.Column("total_points", sa.Numeric(precision=8, scale=2), nullable=True),
        sa.Column(
            "severity",
            sa.Enum(
                "MINOR",
                "SUSPECTED",
                "MAJOR",
                name="severity",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column("issued_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("completer_id", sa.Integer(), nullable=True),
        sa.Column("responded_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("responded_by_id", sa.Integer(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column(
            "effect",
            sa.Enum(
                "EFFECTIVE",
                "PARTLY",
                "INEFFECTIVE",
                name="effect",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("findings", app.models.base.JsonList(), nullable=True),
        sa.Column("root_cause", sa.Text(), nullable=True),
        sa.Column("correction", sa.Text(), nullable=True),
        sa.Column("corrective_action", sa.Text(), nullable=True),
        sa.Column("preventive_action", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=True),
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
        sa.Column("due_rule", sa.String(length=10), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("original_due_on", sa.Date(), nullable=True),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("pause_reason", sa.String(length=200), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("retain_until", sa.Date(), nullable=True),
        sa.Column("legal_hold", sa.Boolean(), nullable=False),
        sa.Column("legal_hold_reason", sa.String(length=200), nullable=True),
        sa.Column("disposal_proposed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "backfilled OR check_category IS NOT NULL",
            name=op.f("ck_quality_feedback_check_category_required"),
        ),
        sa.CheckConstraint(
            "backfilled OR inspecting_department_id IS NOT NULL",
            name=op.f("ck_quality_feedback_inspecting_department_id_required"),
        ),
        sa.CheckConstraint(
            "backfilled OR inspector_id IS NOT NULL",
            name=op.f("ck_quality_feedback_inspector_id_required"),
        ),
        sa.CheckConstraint(
            "backfilled OR responsible_department_id IS NOT NULL",
            name=op.f("ck_quality_feedback_responsible_department_id_required"),
        ),
        sa.CheckConstraint("round >= 1", name=op.f("ck_quality_feedback_round_counted")),
        sa.CheckConstraint(
            "total_points >= 0", name=op.f("ck_quality_feedback_points_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["completer_id"], ["person.id"], name=op.f("fk_quality_feedback_completer_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_quality_feedback_created_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_quality_feedback_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["disposal_proposed_by_id"],
            ["person.id"],
            name=op.f("fk_quality_feedback_disposal_proposed_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["inspecting_department_id"],
            ["department.id"],
            name=op.f("fk_quality_feedback_inspecting_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["inspector_id"], ["person.id"], name=op.f("fk_quality_feedback_inspector_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["responded_by_id"],
            ["person.id"],
            name=op.f("fk_quality_feedback_responded_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["responsible_department_id"],
            ["department.id"],
            name=op.f("fk_quality_feedback_responsible_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["person.id"], name=op.f("fk_quality_feedback_updated_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_feedback")),
        sa.UniqueConstraint("number", name=op.f("uq_quality_feedback_number")),
        sa.UniqueConstraint("slip_code", name=op.f("uq_quality_feedback_slip_code")),
        sa.UniqueConstraint("uid", name=op.f("uq_quality_feedback_uid")),
    )
    with op.batch_alter_table("quality_feedback", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_quality_feedback_department_id"), ["department_id"], unique=False
        )
        batch_op.create_index("ix_quality_feedback_due", ["due_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_quality_feedback_inspecting_department_id"),
            ["inspecting_department_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_quality_feedback_list",
            [
                "checked_at",
                "id",
                "status",
                "department_id",
                "responsible_department_id",
                "inspecting_department_id",
                "due_on",
                "paused_on",
                "severity",
            ],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_quality_feedback_original_number"), ["original_number"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_quality_feedback_responsible_department_id"),
            ["responsible_department_id"],
            unique=False,
        )
        batch_op.create_index("ix_quality_feedback_status", ["status", "checked_at"], unique=False)

    op.create_table(
        "safety_education",
        sa.Column(
            "status",
            sa.Enum(
                "PLANNED",
                "HELD",
                "CLOSED",
                "VOIDED",
                name="educationstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("held_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column(
            "scope",
            sa.Enum(
                "HOSPITAL",
                "NURSING",
                name="educationscope",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("audience", sa.String(length=120), nullable=True),
        sa.Column("subject", sa.String(length=60), nullable=True),
        sa.Column("lecturer", sa.String(length=60), nullable=True),
        sa.Column("place", sa.String(length=60), nullable=True),
        sa.Column("responsible_department_id", sa.Integer(), nullable=True),
        sa.Column("functional_department_id", sa.Integer(), nullable=True),
        sa.Column("attendees", sa.Integer(), nullable=True),
        sa.Column("narrative", sa.Text(), nullable=True),
        sa.Column("cases", sa.Text(), nullable=True),
        sa.Column("sign_in", sa.Text(), nullable=True),
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
        sa.CheckConstraint("attendees >= 0", name=op.f("ck_safety_education_attendees_counted")),
        sa.CheckConstraint(
            "backfilled OR audience IS NOT NULL", name=op.f("ck_safety_education_audience_required")
        ),
        sa.CheckConstraint(
            "backfilled OR scope IS NOT NULL", name=op.f("ck_safety_education_scope_required")
        ),
        sa.CheckConstraint(
            "backfilled OR subject IS NOT NULL", name=op.f("ck_safety_education_subject_required")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_safety_education_created_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_safety_education_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["functional_department_id"],
            ["department.id"],
            name=op.f("fk_safety_education_functional_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["responsible_department_id"],
            ["department.id"],
            name=op.f("fk_safety_education_responsible_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["person.id"], name=op.f("fk_safety_education_updated_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_education")),
        sa.UniqueConstraint("number", name=op.f("uq_safety_education_number")),
        sa.UniqueConstraint("slip_code", name=op.f("uq_safety_education_slip_code")),
        sa.UniqueConstraint("uid", name=op.f("uq_safety_education_uid")),
    )
    with op.batch_alter_table("safety_education", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_safety_education_department_id"), ["department_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_safety_education_functional_department_id"),
            ["functional_department_id"],
            unique=False,
        )
        batch_op.create_index("ix_safety_education_list", ["held_at", "id", "status"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_safety_education_original_number"), ["original_number"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_safety_education_responsible_department_id"),
            ["responsible_department_id"],
            unique=False,
        )
        batch_op.create_index("ix_safety_education_status", ["status", "held_at"], unique=False)

    op.create_table(
        "service_defect_entry",
        sa.Column(
            "status",
            sa.Enum(
                "REGISTERED",
                "REPORTED",
                "JUDGED",
                "CLOSED",
                "ARCHIVED",
                "DISPOSED",
                "VOIDED",
                name="defectstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("occurred_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=True),
        sa.Column("responsible_department_id", sa.Integer(), nullable=True),
        sa.Column("functional_department_id", sa.Integer(), nullable=True),
        sa.Column("patient_name", sa.String(length=60), nullable=True),
        sa.Column(
            "patient_sex",
            sa.Enum(
                "MALE", "FEMALE", name="sex", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("patient_age", sa.Integer(), nullable=True),
        sa.Column("patient_number", sa.String(length=40), nullable=True),
        sa.Column("bed_number", sa.String(length=20), nullable=True),
        sa.Column(
            "category",
            sa.Enum(
                "CHECKING",
                "MEDICATION",
                "DISPENSING",
                "TREATMENT",
                "NURSING",
                "COMMUNICATION",
                "CHARGE",
                "CONSENT",
                "OTHER",
                name="defectcategory",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "incident_level",
            sa.Enum(
                "LEVEL_I",
                "LEVEL_II",
                "LEVEL_III",
                "LEVEL_IV",
                name="incidentlevel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "degree",
            sa.Enum(
                "MINOR",
                "MAJOR",
                name="defectdegree",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("subject", sa.String(length=60), nullable=True),
        sa.Column("duty_nurse_id", sa.Integer(), nullable=True),
        sa.Column("duty_physician_id", sa.Integer(), nullable=True),
        sa.Column("physician_told_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("head_id", sa.Integer(), nullable=True),
        sa.Column("head_told_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("office_told_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("items", sa.String(length=200), nullable=True),
        sa.Column("staff_position", sa.String(length=60), nullable=True),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column("patient_condition", sa.Text(), nullable=True),
        sa.Column("consequence", sa.Text(), nullable=True),
        sa.Column("root_cause", sa.Text(), nullable=True),
        sa.Column("improvement", sa.Text(), nullable=True),
        sa.Column("office_opinion", sa.Text(), nullable=True),
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
        sa.Column("due_rule", sa.String(length=10), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("original_due_on", sa.Date(), nullable=True),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("pause_reason", sa.String(length=200), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("retain_until", sa.Date(), nullable=True),
        sa.Column("legal_hold", sa.Boolean(), nullable=False),
        sa.Column("legal_hold_reason", sa.String(length=200), nullable=True),
        sa.Column("disposal_proposed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "backfilled OR category IS NOT NULL",
            name=op.f("ck_service_defect_entry_category_required"),
        ),
        sa.CheckConstraint(
            "backfilled OR place IS NOT NULL", name=op.f("ck_service_defect_entry_place_required")
        ),
        sa.CheckConstraint(
            "backfilled OR responsible_department_id IS NOT NULL",
            name=op.f("ck_service_defect_entry_responsible_department_id_required"),
        ),
        sa.CheckConstraint(
            "patient_age BETWEEN 0 AND 130",
            name=op.f("ck_service_defect_entry_patient_age_plausible"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["person.id"],
            name=op.f("fk_service_defect_entry_created_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_service_defect_entry_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["disposal_proposed_by_id"],
            ["person.id"],
            name=op.f("fk_service_defect_entry_disposal_proposed_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["duty_nurse_id"],
            ["person.id"],
            name=op.f("fk_service_defect_entry_duty_nurse_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["duty_physician_id"],
            ["person.id"],
            name=op.f("fk_service_defect_entry_duty_physician_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["functional_department_id"],
            ["department.id"],
            name=op.f("fk_service_defect_entry_functional_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["head_id"], ["person.id"], name=op.f("fk_service_defect_entry_head_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["responsible_department_id"],
            ["department.id"],
            name=op.f("fk_service_defect_entry_responsible_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"],
            ["person.id"],
            name=op.f("fk_service_defect_entry_updated_by_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_defect_entry")),
        sa.UniqueConstraint("number", name=op.f("uq_service_defect_entry_number")),
        sa.UniqueConstraint("slip_code", name=op.f("uq_service_defect_entry_slip_code")),
        sa.UniqueConstraint("uid", name=op.f("uq_service_defect_entry_uid")),
    )
    with op.batch_alter_table("service_defect_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_service_defect_entry_department_id"), ["department_id"], unique=False
        )
        batch_op.create_index("ix_service_defect_entry_due", ["due_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_service_defect_entry_functional_department_id"),
            ["functional_department_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_service_defect_entry_list",
            [
                "occurred_at",
                "id",
                "status",
                "department_id",
                "responsible_department_id",
                "functional_department_id",
                "due_on",
                "paused_on",
                "category",
            ],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_service_defect_entry_original_number"), ["original_number"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_service_defect_entry_responsible_department_id"),
            ["responsible_department_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_service_defect_entry_status", ["status", "occurred_at"], unique=False
        )

    # Not in batch mode: the table is only given columns more.
    op.add_column("step_entry", sa.Column("meaning", sa.String(length=40), nullable=True))
    op.add_column("step_entry", sa.Column("session_person", sa.String(length=60), nullable=True))
    op.add_column("step_entry", sa.Column("acting_for", sa.String(length=60), nullable=True))
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for register in REGISTERS:
        made = ddl.sqlite_text_index(register) if is_sqlite else ddl.server_text_index(register)
        for statement in [made] if isinstance(made, str) else made:
            op.execute(statement)
