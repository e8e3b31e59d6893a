"""Questionnaires in 系统: their versions, and a new one from an old one."""
