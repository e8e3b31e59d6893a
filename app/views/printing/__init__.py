"""Paper on screen: the preview of forms, and sending them to a printer or a file."""
