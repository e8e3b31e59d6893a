"""Goods in the house: lots on shelves, what came and went, and where a recalled lot is."""
