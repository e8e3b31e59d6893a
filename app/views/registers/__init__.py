"""The page, dialog, form, table and history shared by all registers."""
