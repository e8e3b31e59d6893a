"""All editors in one place. None knows a register; `registers/editors.py` chooses among them."""

from app.views.inputs.choice_editors import ChoiceEdit, ChoicesEdit, FlagEdit, TickEdit
from app.views.inputs.combo import Combo, Option
from app.views.inputs.date_editors import DateEdit, DateTimeEdit
from app.views.inputs.fields import Editor, FieldGrid, FieldRow
from app.views.inputs.pick_editor import PickEdit, PickItem
from app.views.inputs.rows_editor import Part, RowsEdit
from app.views.inputs.suggest_editor import SuggestEdit, Suggestion
from app.views.inputs.text_editors import CodeEdit, LineEdit, NumberEdit, TextArea

__all__ = [
    "ChoiceEdit",
    "ChoicesEdit",
    "CodeEdit",
    "Combo",
    "DateEdit",
    "DateTimeEdit",
    "Editor",
    "FieldGrid",
    "FieldRow",
    "FlagEdit",
    "LineEdit",
    "NumberEdit",
    "Option",
    "Part",
    "PickEdit",
    "PickItem",
    "RowsEdit",
    "SuggestEdit",
    "Suggestion",
    "TextArea",
    "TickEdit",
]
