"""Back-ups of the file database with its attachments: made, verified, thinned, and brought back."""
