"""Where the keyboard stands in a record just opened: where work goes on."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt

from app.views.registers.next_steps import NextSteps, Offer
from app.views.registers.record_form import RecordForm
from app.views.registers.record_work import Case


def enter(form: RecordForm, steps: NextSteps, case: Case) -> None:
    """Into the first empty field the next step needs; where none is empty, onto its button.

    A step that waits for something on the form counts; one that others take does not. Whoever has
    no next step here stands at what an old register left empty, or in the section worked on.
    """
    main = steps.main
    ours = main or (steps.refused if _is_ours(case, steps.refused) else None)
    name = _first_empty(form, case.asked_on_form(ours.action)) if ours else ""
    if not name and main is None and case.opened is not None:
        name = _first_empty(form, case.opened.view.lacking)
    if name:
        form.focus(name)
        return
    form.go_to(_section(form, case, main.action if main else ""))
    if main is not None:
        steps.button(main.action).setFocus(Qt.FocusReason.OtherFocusReason)


def _is_ours(case: Case, refused: Offer | None) -> bool:
    """Whether a refused step is this person's own, as soon as what it waits for is there."""
    return any(refused and one.action == refused.action and not one.is_others for one in case.steps)


def _section(form: RecordForm, case: Case, action: str) -> int:
    """Where the next steps find something empty, or what follows the last complete section.

    What is done with is read from its beginning.
    """
    for needed in _needs(case, action):
        if name := _first_empty(form, needed):
            return form.section_of(name) or 0
    if case.opened is None or case.opened.view.status not in case.kind.open_states:
        return 0
    complete = [place for place, mark in enumerate(form.marks()) if mark.is_complete]
    return min(max(complete, default=-1) + 1, len(form.sections) - 1)


def _needs(case: Case, action: str) -> Iterator[list[str]]:
    """What each further step on the road needs on the form, beginning behind `action`."""
    if case.opened is None:
        return
    road, here = case.opened.view.road, case.opened.view.status
    if action:
        here = case.kind.step(action).target or here  # type: ignore[assignment]
    ahead = road[road.index(here) :] if here in road else ()
    for state in ahead:
        for step in case.kind.steps:
            if state in step.sources and step.target in road:
                yield case.asked_on_form(step.action)


def _first_empty(form: RecordForm, names: Sequence[str]) -> str:
    """In paper order, the first of these that holds nothing and can be written in."""
    return next((one for one in form.rows if one in names and form.may_fill(one)), "")
