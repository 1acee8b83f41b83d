"""The product under fire: ``make resilience``.

A Tiltag of its own is started as operators start it, on SQLite or on the PostgreSQL that DATABASE_URL names. It is
written to by programs with tokens and keys of their own, killed, deprived of its database and its disk, and backed up
meanwhile. Whatever was acknowledged must be there afterwards, once, and the log must verify.
"""
