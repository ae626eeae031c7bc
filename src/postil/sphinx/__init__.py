"""The edition as a document tree of Sphinx."""
