"""The pages of an import: the file, its columns, the dry run, the result."""
