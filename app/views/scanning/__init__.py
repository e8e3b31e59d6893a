"""A scanner at the desk, slips to print and key in, and scans that are filed by their codes."""
