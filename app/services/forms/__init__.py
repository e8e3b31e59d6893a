"""Paper: workbook templates, their filling and their PDF."""
