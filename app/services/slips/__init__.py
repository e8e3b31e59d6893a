"""Slips: forms printed before there is a record, found again by their code, and scans filed by it."""
