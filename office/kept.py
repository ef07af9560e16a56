"""A small memory of one process: bounded, shared by its threads, oldest out first.

For values that can never be wrong because their key says of which edition they are.
"""

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from threading import Lock


class Kept:
    def __init__(self, size: int):
        self._size = size
        self._values: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    def get(self, key):
        return self._values.get(key)

    def put(self, values: Iterable[tuple]) -> None:
        with self._lock:
            self._values.update(values)
            while len(self._values) > self._size:
                self._values.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
