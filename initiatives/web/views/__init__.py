"""One module a kind of page; each says what it shows, and leaves reading to queries and writing to services."""
