"""Schemes, requirements, standing, awards: whether a person is qualified, and why.

It holds nothing yet but its front door, `api.py`, which the sweep already asks.

Decisions a newcomer would otherwise undo:
- It reads evidence from `courses` and `supervision` through their `api`; neither knows it exists
  (rejected: a course that names the certificates it counts for).
- `standing(person, scheme, on=day)` will be a pure function; an award copies what it was granted
  on and never changes after (rejected: awards computed anew when a rule changes).
"""
