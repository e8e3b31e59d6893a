"""Tables of clause 四.3: suppliers, items, lots and their inspections, receipts, stock, what was rejected."""
