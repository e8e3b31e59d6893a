"""F16 门诊患者满意度调查表: anonymous."""

from app.services.forms.designs.surveys import sheet

FORM = sheet.form("F16", "QR-9.1-02", "门诊患者满意度调查表")
DESIGN = sheet.design(FORM, "请在每题合适的方框里打“√”，一题只选一个", room=66)
