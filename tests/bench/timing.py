"""Taking times: the median of several turns, ours and the yardstick's one after the other."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One figure: our seconds (or megabytes), the yardstick's, and the ratio it should stay under."""

    what: str
    ours: float
    yardstick: float
    goal: float
    unit: str = "ms"

    def line(self) -> str:
        """A row of the table."""
        scale = 1000 if self.unit == "ms" else 1
        ratio = self.ours / self.yardstick if self.yardstick else 0.0
        mark = "" if not self.goal or ratio <= self.goal else "  over"
        return (
            f"{self.what:<44}{self.ours * scale:>8.1f}{self.unit:>3}"
            f"{self.yardstick * scale:>9.1f}{self.unit:>3}{ratio:>7.2f}{self.goal:>8.1f}{mark}"
        )


def least(work: Callable[[], object], turns: int) -> float:
    """Fewest seconds of the processor in several turns: what else the machine does hardly counts."""
    times = []
    for _turn in range(turns):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def pairs(
    ours: Callable[[], object], yardstick: Callable[[], object], turns: int
) -> tuple[float, float]:
    """Median seconds of both, run in turn so that a slow moment hits both."""
    times: tuple[list[float], list[float]] = ([], [])
    for _turn in range(turns):
        for place, work in enumerate((ours, yardstick)):
            begun = time.perf_counter()
            work()
            times[place].append(time.perf_counter() - begun)
    return statistics.median(times[0]), statistics.median(times[1])
