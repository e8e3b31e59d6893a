"""What the database itself refuses of checks before surgery, whoever writes: a blocked set made usable.

CHECK constraints see one row as it is; these triggers see what it was before (四.5.(1), HR-13).
"""

from app.models import ddl

FINDINGS = ("sterile", "counted", "itemised", "equipment_fit")
_WANTING = " OR ".join(
    f"(OLD.{name} = '{bad}' AND (NEW.{name} IS NULL OR NEW.{name} <> '{bad}'))"
    for name, bad in zip(FINDINGS, ("INCOMPLETE", "INCOMPLETE", "INCOMPLETE", "UNFIT"), strict=True)
)
_EMPTY = " AND ".join(f"NEW.{name} IS NULL" for name in FINDINGS)

# Name → when it looks, and what it refuses; OLD is the row as it was.
REFUSALS = {
    "preop_check_begins_unchecked": (
        "BEFORE INSERT ON preop_check", "NEW.status <> 'CHECKING'",
        "a check begins before anything is usable",
    ),
    "preop_check_blocked_stays": (
        "BEFORE UPDATE ON preop_check",
        "OLD.status = 'BLOCKED' AND NEW.status NOT IN ('BLOCKED', 'SET_ASIDE')"
        f" AND NOT (NEW.status = 'CHECKING' AND NEW.round = OLD.round + 1 AND {_EMPTY})",
        "what was blocked is checked again from the beginning",
    ),
    "preop_check_wanting_stays": (
        "BEFORE UPDATE ON preop_check",
        f"OLD.status = 'CHECKING' AND ({_WANTING})",
        "what was found wanting is blocked, not found complete",
    ),
    "preop_check_usable_was_checked": (
        "BEFORE UPDATE ON preop_check",
        "NEW.status = 'USABLE' AND OLD.status NOT IN ('CHECKING', 'USABLE')",
        "only what is being checked becomes usable",
    ),
}  # fmt: skip


def statements(is_sqlite: bool) -> list[str]:
    """The triggers of this database."""
    return ddl.refusing(REFUSALS, is_sqlite)
