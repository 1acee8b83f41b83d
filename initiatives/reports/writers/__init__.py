"""One writer a file format. Each takes a cover, columns and rows, and writes bytes as the rows come."""
