"""The progress report as a document: sections of blocks in words, the same for every format that people read."""
