"""What tests share: small editions, builds of them, and a browser. No test file imports another."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The top of the repository."""

SECOND = ROOT / "examples/wild-apples"
"""An edition of some size that the engine's tests read, so that they know nothing of the first."""
