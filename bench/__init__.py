"""How close the product comes to what the database itself can do: ``make bench``.

Every figure is a ratio of two variants that were run in turns within one run, since a shared machine drifts. The
record that is measured is made by ``manage.py generate_load``.
"""
