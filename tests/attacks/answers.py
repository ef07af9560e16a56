"""What somebody outside can see of an answer, and what it cost: both tell who has an account."""

import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.contrib.auth.hashers import get_hasher
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

TOKEN = re.compile(r'(?:name="csrfmiddlewaretoken" value|data-token)="\w+"')
VALUES = re.compile(  # with the cast that PostgreSQL is sent beside a moment, and not beside NULL
    r"(?:'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b|\bs\d+_x\d+\b|\b_django_curs_\w+|\bNULL\b)(?:::\w+)?"
)
NOT_COMPARED = {"Content-Length", "Expires"}  # follow from what was typed, and from the clock


@dataclass
class Answer:
    """Status, headers and body, without what the asker typed; statements without their values."""

    status: int
    headers: dict
    body: str
    cookies: list
    statements: list[str] = field(default_factory=list)
    hashed: int = 0


def ask(client, path, values, *, typed):
    """One POST from a clean slate, measured; what a process remembers, it remembers before."""
    client.get(path)
    cache.clear()
    with CaptureQueriesContext(connection) as queries, hasher_runs() as runs:
        answer = client.post(path, values)
    body = TOKEN.sub("", answer.content.decode()).replace(typed, "…")
    headers = {name: value.replace(typed, "…") for name, value in answer.headers.items()}
    return Answer(
        status=answer.status_code,
        headers={name: value for name, value in headers.items() if name not in NOT_COMPARED},
        body=body,
        cookies=sorted(answer.cookies),
        statements=[VALUES.sub("?", query["sql"]) for query in queries],
        hashed=sum(runs.values()),
    )


@contextmanager
def hasher_runs():
    """How often the site's hasher worked; a run within a run counts once."""
    kind, runs, depth = type(get_hasher()), Counter(), [0]
    real = {name: getattr(kind, name) for name in ("encode", "verify")}

    def spy(name):
        def spied(self, *args, **options):
            runs[name] += not depth[0]
            depth[0] += 1
            try:
                return real[name](self, *args, **options)
            finally:
                depth[0] -= 1

        return spied

    for name in real:
        setattr(kind, name, spy(name))
    try:
        yield runs
    finally:
        for name, method in real.items():
            setattr(kind, name, method)
