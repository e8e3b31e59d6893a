"""What is done with reports: made when due, read and acknowledged, shown with their records, packed."""
