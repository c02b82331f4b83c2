"""The command line: scripts rely on it (docs: README). It never loads Qt."""
