"""Bringing an old register in: read safely, find the columns, check everything, insert at once."""

from app.services.imports.importing import Imported, bring_in, examine, insert
from app.services.imports.marked_copy import save_report
from app.services.imports.report import ImportReport, Problem, RowResult

__all__ = [
    "ImportReport",
    "Imported",
    "Problem",
    "RowResult",
    "bring_in",
    "examine",
    "insert",
    "save_report",
]
