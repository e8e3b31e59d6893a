"""Checking a whole database: file integrity, foreign keys, the audit chain, attached files."""

from dataclasses import dataclass

from app.i18n import _
from app.services import access, attachments, audit
from app.services.operations import Desk, Operation, actor_of, operation
from app.services.storage import state


@dataclass(frozen=True)
class Verification:
    """The result: problems in words, none when everything holds."""

    entries: int
    head: str
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.problems

    def lines(self) -> list[str]:
        """What is said about it."""
        if self.ok:
            return [
                _("数据库完整，审计链 {n} 条全部相符，链头 {head}").format(
                    n=self.entries, head=self.head[:20]
                )
            ]
        return list(self.problems)


def verify(desk: Desk) -> Verification:
    """Verify everything; the result is an audit entry of its own and stands in the state file."""
    with desk.database.read() as session:
        access.require(actor_of(session, desk.person_id), access.Permission.AUDIT)
        verdict = audit.verify(session, state.read(desk.database).head)
        broken = attachments.problems(session, desk.database)
    problems = [*desk.database.integrity_problems()]
    if verdict.problem:
        problems.append(verdict.problem)
    problems += broken
    result = Verification(verdict.entries, verdict.head, tuple(problems))
    note(desk, result.ok, result.entries)
    state.note_check(desk.database, result.ok, "".join(problems[:1]))
    if result.ok:
        # A head that does not verify is no anchor for later.
        state.note_head(desk.database, (verdict.entries, verdict.head))
    return result


@operation("audit.verify")
def note(current: Operation, ok: bool, entries: int) -> None:
    """Write down that the chain was verified, and with what result."""
    current.require(access.Permission.AUDIT)
    current.event("audit.verify", ok=ok, entries=entries)
