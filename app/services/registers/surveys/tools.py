"""The windows that surveys have besides their register: keying or a table, what came out, papers to hand out."""

from app.i18n import N_
from app.models.surveys.survey import SurveyStatus
from app.services.registers.parts import Tool

S = SurveyStatus
COUNTED = frozenset({S.COLLECTING, S.TALLIED, S.FEEDBACK_ISSUED, S.RESPONDED, S.VERIFIED, S.CLOSED,
                     S.ARCHIVED})  # fmt: skip
KEYING = Tool("key_sheets", N_("录入调查表…"), "edit", "Ctrl+I", "REGISTER",
              frozenset({S.COLLECTING}))  # fmt: skip
RESULT = Tool("survey_result", N_("统计结果…"), "chart", "Ctrl+R", "READ", COUNTED)
PAPERS = Tool("survey_papers", N_("打印调查表…"), "printer", "Ctrl+U", "PRINT_BLANK",
              frozenset({S.PLANNED, S.COLLECTING}))  # fmt: skip
IMPORT = Tool("import_sheets", N_("导入调查表…"), "import", "Ctrl+M", "REGISTER",
              frozenset({S.COLLECTING}))  # fmt: skip
