"""One module per form: what is known of the form, and how our own template of it is drawn."""
