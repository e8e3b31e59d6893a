"""The stock behind the registers of goods; kept apart from what works with records, which works with it."""
