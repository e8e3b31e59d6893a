"""What old registers call their columns and choices, one module for each clause of the procedure."""
