"""CPU time of a piece of work, the least of several rounds: what else runs on the machine only ever adds."""

from collections.abc import Callable
import time

ROUNDS = 7


def least_cpu_ms(*works: Callable[[], object]) -> list[float]:
    """Return the process's CPU milliseconds for each work, all of them done in turn in every round."""
    least = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for number, work in enumerate(works):
            started = time.process_time_ns()
            work()
            least[number] = min(least[number], (time.process_time_ns() - started) / 1e6)
    return least
