"""What stands among the remarks of every paper form besides the remarks themselves."""

from typing import Any

from app.i18n import _


def remarks(record: Any, *extra: tuple[str, Any]) -> str:
    """The remarks of a form: what has no box of its own, why it is void, where it came from."""
    said = (
        *extra,
        (_("作废原因"), record.void_reason),
        (_("补录，原编号"), record.backfilled and (record.original_number or _("无"))),
        (_("备注"), record.remarks),
    )
    return "\n".join(f"{label}：{text}" for label, text in said if text)
