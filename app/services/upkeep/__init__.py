"""What 系统 keeps in order: calendar, deadlines, documents, numbers, scoring, boxes, backups, checks."""
