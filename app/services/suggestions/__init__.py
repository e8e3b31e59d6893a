"""What saves typing: usual choices, phrases, a patient's line from the HIS, earlier records, copies."""
