"""The pages for readers, contributors and coordinators, made on the server; they need no script to be read or saved."""
