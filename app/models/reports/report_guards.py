"""What the database itself refuses of reports, whoever writes: a submitted figure changed or taken away."""

from app.models import ddl

# Name → when it looks, and what it refuses.
REFUSALS = {
    "report_snapshot_no_update": (
        "BEFORE UPDATE ON report_snapshot", "1 = 1", "submitted figures never change",
    ),
    "report_snapshot_no_delete": (
        "BEFORE DELETE ON report_snapshot", "1 = 1", "submitted figures never change",
    ),
}  # fmt: skip


def statements(is_sqlite: bool) -> list[str]:
    """The triggers of this database."""
    return ddl.refusing(REFUSALS, is_sqlite)
