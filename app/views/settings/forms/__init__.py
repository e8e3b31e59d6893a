"""系统 › 表单: whose workbook each form is filled into, and taking another one into use."""
