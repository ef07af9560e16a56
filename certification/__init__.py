"""Schemes, requirements, standing, awards: whether a person is qualified, and why.

A `Scheme` is a rule kept as text, version by version; `rules/` reads and judges it, without a
database. A `Path` puts a person on the way to one. What happened to them is gathered from the
rooms below, judged, and kept as a `Standing` for lists; where all is there, an `Award` is granted.

- `schemes.py` keeps the rules, `paths.py` who is on which way, `gathering.py` their evidence.
- `judged.py` judges and keeps, `awarding.py` grants and takes back, `settling.py` is the sweep's.
- `causes.py` why somebody is judged anew.

Decisions a newcomer would otherwise undo:
- It reads evidence from `courses` and `supervision` through their `api`; neither knows it exists
  (rejected: a course that names the certificates it counts for).
- Judging is a pure function; an award copies the tree it was granted on and never changes after
  (rejected: awards computed anew when a rule changes).
- A day is a cause, too: the answer says when it may change, and a due row waits for that day
  (rejected: everybody judged anew every night).
"""
