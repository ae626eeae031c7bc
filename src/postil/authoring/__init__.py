"""New files for an edition, and changes to those that it has."""
