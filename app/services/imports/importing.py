"""The import itself: a dry run that finds everything, then one transaction that only inserts."""

from collections.abc import Mapping
from pathlib import Path

from app import clock
from app.services import access
from app.services.imports import layouts, remembered, workbook
from app.services.imports.conversion import Converter
from app.services.imports.mapping import find_table, read_mapping
from app.services.imports.presence import with_present, without_repeats
from app.services.imports.report import ImportReport, Taken
from app.services.imports.rows import RowReader
from app.services.imports.writing import Imported, Reporter, counted, insert_rows
from app.services.operations import Desk, actor_of
from app.services.people import directory
from app.services.registers.register import Register


def examine(
    desk: Desk,
    kind: Register,
    path: Path,
    sheet: str | None = None,
    mapping: Path | Mapping[str, str] | None = None,
    progress: Reporter | None = None,
    *,
    keep_unknown: bool = False,
    taken: Taken | None = None,
) -> ImportReport:
    """The dry run: read the file, check every row, look up what is already here. Writes nothing.

    `mapping` is a file, or normalised heading → field as `read_mapping` gives; it goes before what
    was remembered. `keep_unknown` puts columns that are no field into the remarks, `taken` are
    suggestions that were accepted. Raises FileProblem for a file, sheet or mapping that cannot be
    used, NotAllowed.
    """
    with desk.database.read() as session:
        access.require(actor_of(session, desk.person_id), access.Permission.IMPORT)
        people_and_departments = directory.read(session)
        known = remembered.read(session, kind)
    given = read_mapping(mapping, kind) if isinstance(mapping, Path) else mapping
    book = workbook.read(path)
    table = find_table(book, kind, sheet, given, known)
    converter = Converter(kind, layouts.of(kind.name), people_and_departments)
    reader = RowReader(
        kind, table, converter, clock.today(), keep_unknown=keep_unknown, taken=taken or {}
    )
    read = [reader.read(row) for row in counted(reader.joined(table.rows), progress)]
    rows = without_repeats(kind, table, read)
    with desk.database.read() as session:
        rows = with_present(session, kind, table, rows)
    return ImportReport(kind, book.name, book.sha256, table, tuple(rows), given=given or {})


def bring_in(
    desk: Desk,
    kind: Register,
    path: Path,
    sheet: str | None = None,
    mapping: Path | None = None,
    dry_run: bool = False,
    *,
    keep_unknown: bool = False,
) -> ImportReport:
    """Examine a file and, unless it is a dry run, write what can be imported."""
    report = examine(desk, kind, path, sheet, mapping, keep_unknown=keep_unknown)
    return report if dry_run else insert(desk, report).report


def insert(desk: Desk, report: ImportReport, progress: Reporter | None = None) -> Imported:
    """Write the importable rows of a dry run; the lock is held only while rows go in."""
    return insert_rows(desk, report, progress)
