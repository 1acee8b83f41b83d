"""The REST interface: an edge that turns requests into calls of queries and services and adds no rule of its own."""
