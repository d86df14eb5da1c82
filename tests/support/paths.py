"""Where the tests' data lie."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]  # the checkout
CASES = ROOT / "tests" / "cases"
GOLD = ROOT / "tests" / "gold"
GOLDEN = ROOT / "tests" / "golden"
