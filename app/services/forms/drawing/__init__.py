"""Putting a form on the canvas of a PDF."""
