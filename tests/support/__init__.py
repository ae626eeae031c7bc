"""What tests share: small editions, builds of them, and a browser. No test file imports another."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The top of the repository."""
