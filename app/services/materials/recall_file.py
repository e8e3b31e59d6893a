"""A recall that comes as a file: a workbook, or a text with the notice or the numbers."""

from pathlib import Path

from app.services.imports import workbook
from app.services.imports.cells import shown

SUFFIXES = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt")


def read_text(path: Path) -> str:
    """Everything that stands in a file, row by row. Raises FileProblem."""
    rows = (row for sheet in workbook.read(path).sheets for row in sheet.rows)
    return "\n".join("\t".join(shown(cell) for cell in row.cells) for row in rows)
