"""Imports to undo, phrases, complaint boxes, kept forms, links between records"""

import sqlalchemy as sa
from alembic import op

import app.models.base

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reference_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("revision", sa.String(length=20), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_document")),
        sa.UniqueConstraint("uid", name=op.f("uq_reference_document_uid")),
    )
    op.create_table(
        "complaint_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "BOX",
                "LINE",
                name="pointkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_complaint_point_department_id_department"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_point")),
        sa.UniqueConstraint("uid", name=op.f("uq_complaint_point_uid")),
    )
    op.create_table(
        "box_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("witness_id", sa.Integer(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("letters >= 0", name=op.f("ck_box_opening_letters_counted")),
        sa.CheckConstraint("opened_by_id <> witness_id", name=op.f("ck_box_opening_two_people")),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["person.id"], name=op.f("fk_box_opening_opened_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["point_id"],
            ["complaint_point.id"],
            name=op.f("fk_box_opening_point_id_complaint_point"),
        ),
        sa.ForeignKeyConstraint(
            ["witness_id"], ["person.id"], name=op.f("fk_box_opening_witness_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_box_opening")),
        sa.UniqueConstraint("uid", name=op.f("uq_box_opening_uid")),
    )
    with op.batch_alter_table("box_opening", schema=None) as batch_op:
        batch_op.create_index("ix_box_opening_point", ["point_id", "opened_at"], unique=False)

    op.create_table(
        "form_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=12), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("built_in", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("added_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_form_template_added_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_template")),
        sa.UniqueConstraint("form", "sha256", name=op.f("uq_form_template_form_sha256")),
        sa.UniqueConstraint("uid", name=op.f("uq_form_template_uid")),
    )
    op.create_table(
        "import_layout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("headings_sha256", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("saved_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["person.id"], name=op.f("fk_import_layout_saved_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_layout")),
        sa.UniqueConstraint(
            "register", "headings_sha256", name=op.f("uq_import_layout_register_headings_sha256")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_import_layout_uid")),
    )
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("imported_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column("imported_by_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", app.models.base.UtcDateTime(length=27), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["imported_by_id"], ["person.id"], name=op.f("fk_import_run_imported_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["person.id"], name=op.f("fk_import_run_undone_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
        sa.UniqueConstraint("uid", name=op.f("uq_import_run_uid")),
    )
    op.create_table(
        "phrase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_phrase_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrase")),
        sa.UniqueConstraint("uid", name=op.f("uq_phrase_uid")),
    )
    with op.batch_alter_table("phrase", schema=None) as batch_op:
        batch_op.create_index("ix_phrase_field", ["register", "field"], unique=False)
        batch_op.create_index(batch_op.f("ix_phrase_person_id"), ["person_id"], unique=False)

    op.create_table(
        "record_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_register", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("target_register", sa.String(length=40), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("linked_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column("linked_by_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["linked_by_id"], ["person.id"], name=op.f("fk_record_link_linked_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_link")),
        sa.UniqueConstraint(
            "source_register",
            "source_id",
            "target_register",
            "target_id",
            name=op.f("uq_record_link_source_register_source_id_target_register_target_id"),
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_record_link_uid")),
    )
    with op.batch_alter_table("record_link", schema=None) as batch_op:
        batch_op.create_index(
            "ix_record_link_target", ["target_register", "target_id"], unique=False
        )

    op.create_table(
        "frozen_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=12), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("frozen_at", app.models.base.UtcDateTime(length=27), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("digest_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["form_template.id"],
            name=op.f("fk_frozen_form_template_id_form_template"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen_form")),
        sa.UniqueConstraint(
            "register", "record_id", "form", name=op.f("uq_frozen_form_register_record_id_form")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_frozen_form_uid")),
    )
    op.create_table(
        "imported_record",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_run.id"], name=op.f("fk_imported_record_run_id_import_run")
        ),
        sa.PrimaryKeyConstraint("run_id", "record_id", name=op.f("pk_imported_record")),
    )
    # Not in batch mode: the table is only given a column more.
    op.add_column(
        "draft", sa.Column("printed_at", app.models.base.UtcDateTime(length=27), nullable=True)
    )
