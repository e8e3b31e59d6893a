"""Prints each figure as a ratio: the program against the least that could do the same.

`--million` measures lists of a million records instead, `--goods` a store of 300,000 lots, against
the time nobody notices; `--reports` the yearly report among a million, against plain SQL.
"""

import os
import sys
import tempfile
from pathlib import Path

from tests.bench import goods, largest, paper, reading, reports, saving, starting
from tests.bench.timing import Figure


def main() -> None:
    """Run every measurement and print a table."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        usual = (starting.figures, saving.figures, paper.figures, reading.figures)
        large = {
            "--million": largest.figures,
            "--goods": goods.figures,
            "--reports": reports.figures,
        }
        for measure in tuple(large[one] for one in sys.argv[1:] if one in large) or usual:
            place = Path(folder) / measure.__module__
            place.mkdir()
            figures += measure(place)
    print(f"{'what':<44}{'ours':>10}{'yardstick':>12}{'ratio':>8}{'goal':>8}")
    for one in figures:
        print(one.line())


if __name__ == "__main__":
    main()
