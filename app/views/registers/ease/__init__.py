"""What makes writing a record easier: usual choices, phrases, pasting a patient, earlier records."""
