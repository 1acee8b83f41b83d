"""The list of deadlines: judged on any day, narrowed by the shared filters, confirmed in bulk, taken away as a file."""
