"""`python -m bench [--quick]`: takes the figures, prints them, and writes docs/performance.md."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench.figures import on_postgresql, on_sqlite
from bench.report import document, feeds_table, jobs_table, table
from bench.stage import FULL, QUICK
from tests.support.application import ROOT

DOCUMENT = ROOT / "docs" / "performance.md"


def main() -> None:
    """Measure PostgreSQL, then SQLite. A quick run is for trying changes: it leaves the document alone."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=main.__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller, and seconds instead of minutes")
    quick = parser.parse_args().quick
    size = QUICK if quick else FULL
    all_figures = []
    for measure in (on_postgresql, on_sqlite):
        with tempfile.TemporaryDirectory(prefix="onepool-bench-") as folder:
            Path(folder).chmod(0o711)  # PostgreSQL's own user has to pass through
            figures = measure(size, Path(folder))
        all_figures.append(figures)
        tables = (table(figures), jobs_table(figures), feeds_table(figures))
        print("\n\n".join([figures.engine, *tables, ""]), flush=True)
    if not quick:
        DOCUMENT.write_text(document(all_figures, size, "make bench"), encoding="utf-8")
        print(f"Written to {DOCUMENT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
