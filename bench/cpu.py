"""CPU seconds of a process and all its children, from /proc (Linux)."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def of_trees(*roots: int) -> float:
    """User and system time of the living processes below `roots`, and of those they buried."""
    parents, spent = {}, {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            pid = int(folder.name)
            parents[pid] = int(fields[1])
            spent[pid] = sum(int(ticks) for ticks in fields[11:15])
    return sum(ticks for pid, ticks in spent.items() if _is_below(pid, roots, parents)) / TICK


def _is_below(pid: int, roots: tuple[int, ...], parents: dict[int, int]) -> bool:
    while pid and pid not in roots:
        pid = parents.get(pid, 0)
    return pid in roots
