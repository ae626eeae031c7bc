"""SVG of our own."""
