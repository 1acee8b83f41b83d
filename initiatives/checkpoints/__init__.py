"""Checkpoints: what the whole log looked like at an instant, in a small signed file that is kept outside the database.

``form`` is the text of a checkpoint, ``keys`` the pair of keys that signs it and shows who did, ``folder`` the place
where the files lie. Nothing here reads the database; docs/operations.md says what a checkpoint proves and what not.
"""
