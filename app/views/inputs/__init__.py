"""What people type into: lines, editors of every kind of value, pickers, and rows with their errors."""
