"""The embedded database: SQLite, set up to be safe with several processes and fair to those who wait."""
