"""The command line: `postil`."""
