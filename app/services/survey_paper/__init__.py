"""What the forms of satisfaction say besides the record's own fields: questions, figures, counting."""
