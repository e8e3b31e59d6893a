"""What the registers' daily use leaves behind: imports, phrases, complaint boxes, forms, links."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.i18n import N_
from app.models.base import Audited, Base, Choice, UtcDateTime, by_value


class ImportLayout(Audited, Base):
    """How the columns of one kind of old register were matched; found again by its headings."""

    __tablename__ = "import_layout"
    __table_args__ = (UniqueConstraint("register", "headings_sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(String(40))
    headings_sha256: Mapped[str] = mapped_column(String(64))
    # Heading → field as canonical JSON; an empty field means the column is left out.
    mapping: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class ImportRun(Audited, Base):
    """One import of an old register. Undoing it voids its records with the reason 撤销导入."""

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(String(40))
    file_name: Mapped[str] = mapped_column(String(255))
    file_sha256: Mapped[str] = mapped_column(String(64))
    rows: Mapped[int]
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    imported_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ImportedRecord(Base):
    """Which records one import made; the run's audit entry has their manifest."""

    __tablename__ = "imported_record"

    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id"), primary_key=True)
    record_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Phrase(Audited, Base):
    """A sentence somebody writes often in one field (常用语); shared ones are everybody's."""

    __tablename__ = "phrase"
    __table_args__ = (Index("ix_phrase_field", "register", "field"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(String(40))
    field: Mapped[str] = mapped_column(String(60))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    shared: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(String(500))
    active: Mapped[bool] = mapped_column(default=True)


class PointKind(Choice):
    """Where patients can complain without meeting anybody (四.1.(1)③, HR-26)."""

    BOX = "BOX", N_("投诉信箱")
    LINE = "LINE", N_("投诉电话")


class ComplaintPoint(Audited, Base):
    """A complaint box with its place, or a telephone line with its number (HR-26)."""

    __tablename__ = "complaint_point"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PointKind] = mapped_column(by_value(PointKind))
    place: Mapped[str] = mapped_column(String(120))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    note: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)


class BoxOpening(Audited, Base):
    """A complaint box was opened by two people; none found is written down too (HR-26)."""

    __tablename__ = "box_opening"
    __table_args__ = (
        CheckConstraint("letters >= 0", name="letters_counted"),
        CheckConstraint("opened_by_id <> witness_id", name="two_people"),
        Index("ix_box_opening_point", "point_id", "opened_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("complaint_point.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    witness_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    letters: Mapped[int]
    note: Mapped[str | None] = mapped_column(String(500))


class ReferenceDocument(Audited, Base):
    """A document the procedure refers to (procedure 五): number, revision, validity."""

    __tablename__ = "reference_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(60), default="")
    title: Mapped[str] = mapped_column(String(120))
    revision: Mapped[str] = mapped_column(String(20), default="")
    effective_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)


class FormTemplate(Audited, Base):
    """A form's workbook in one revision, kept so that a closed record prints as it was closed."""

    __tablename__ = "form_template"
    __table_args__ = (UniqueConstraint("form", "sha256"),)
    unaudited = Audited.unaudited | {"content"}  # its hash is followed

    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(String(12))
    sha256: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(255))
    built_in: Mapped[bool] = mapped_column(default=False)
    # The one that is filled today; at most one of the hospital's own for each form.
    active: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class FrozenForm(Audited, Base):
    """The revision of a form with which a record was closed (DESIGN §8)."""

    __tablename__ = "frozen_form"
    __table_args__ = (UniqueConstraint("register", "record_id", "form"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    form: Mapped[str] = mapped_column(String(12))
    template_id: Mapped[int] = mapped_column(ForeignKey("form_template.id"))
    frozen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class RecordLink(Audited, Base):
    """One record came from another: a nonconformity from a complaint, a complaint from a box."""

    __tablename__ = "record_link"
    __table_args__ = (
        UniqueConstraint("source_register", "source_id", "target_register", "target_id"),
        Index("ix_record_link_target", "target_register", "target_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_register: Mapped[str] = mapped_column(String(40))
    source_id: Mapped[int]
    target_register: Mapped[str] = mapped_column(String(40))
    target_id: Mapped[int]
    linked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    linked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
