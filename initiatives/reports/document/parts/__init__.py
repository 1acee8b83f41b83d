"""The parts of the report, one module each: a function from what was gathered to the part's blocks."""
