"""The command line: one light file per command; nothing heavy is imported before it is needed."""
