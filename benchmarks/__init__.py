"""What reading and building cost, as ratios against plain Jupyter Book with `{margin}`, measured in the same run."""
