"""What is measured, always in one run against a yardstick: `dev.py bench`."""
