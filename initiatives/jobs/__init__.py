"""Work that nobody waits for: done by the job worker, `manage.py db_worker`."""
