"""The installation: settings, addresses, the server and the database backend. It holds no domain rule."""
