"""The registers of clause 四.3: suppliers, lots, receipts, goods found wanting in use, orders on them."""
