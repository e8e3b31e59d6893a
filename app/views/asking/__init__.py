"""Dialogs: how they are opened, decisions, texts asked for, conflicts between two people."""
