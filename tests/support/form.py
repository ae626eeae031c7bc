"""A filled-in issue form, as GitHub makes an issue of it."""

from __future__ import annotations

FORM = """### The words of the text

the bridge fell

### What your note does

correction: shows that something in the text is wrong

### Your finding in one line

It was pulled down

### What you found

The gazette says so.

### Sources

The Herald, It was pulled down, 3 April 1901, https://herald.example.org/1901/bridge
gazette-1901

### Since when this could be known

1901-04-03

### Your name or handle

Ann Example
"""
