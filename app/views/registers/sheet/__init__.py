"""The sheet a record's form is written on: sections one below the other, rows of fields in them."""
