"""The workbooks forms are filled into: whose is used today, which a closed record keeps, their care."""
