"""Bringing an old register in: read safely, find the columns, check everything, insert at once."""

from app.services.imports.importing import bring_in, examine, insert
from app.services.imports.marked_copy import save_report
from app.services.imports.report import ImportReport, Problem, RowResult
from app.services.imports.writing import Imported

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
