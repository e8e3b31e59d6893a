"""The forms of satisfaction: sheets F15 and F16, feedback F17, meetings F22."""
