"""What leaves the record as a file: rows from the queries, columns declared once, and writers that know no model."""
