"""The forms of reports: F18, F19, F20 and the monthly bulletin, tables of figures and charts."""
