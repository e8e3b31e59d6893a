"""F15 住院患者满意度调查表: anonymous, both sides of a sheet."""

from app.services.forms.designs.surveys import sheet

FORM = sheet.form("F15", "QR-9.1-01", "住院患者满意度调查表")
DESIGN = sheet.design(FORM, "请在每题合适的方框里打“√”，一题只选一个", room=144)
