"""Dialogs: decisions, texts asked for, conflicts between two people."""
