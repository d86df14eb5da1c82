"""``python -m kg``: the command line, from wherever the package is."""

from __future__ import annotations

from kg.cli import main

if __name__ == "__main__":
    main()
