"""One kind of file each: a path in, data or Problems out."""
