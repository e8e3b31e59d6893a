"""The trend of a point: its picture, the card it stands in, and the window with all its readings."""
