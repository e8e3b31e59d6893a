"""标识 F10: the labels of goods: what they say now, on which paper, as a PDF, and how often printed."""
