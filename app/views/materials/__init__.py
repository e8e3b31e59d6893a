"""Windows for goods: issuing, tracing a recall, what lies where."""
