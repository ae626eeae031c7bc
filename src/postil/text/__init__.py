"""The article, its characters, and the finding of words in it."""
