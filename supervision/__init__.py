"""Agreements, sessions, attendance, confirmation, notes: hours that can be proven.

It holds nothing yet but its front door, `api.py`, which the top floor already asks.

Decisions a newcomer would otherwise undo:
- It does not know `courses` and is not known by it; what joins a supervisor to a learner's
  progress is composed in `learning/` (rejected: a foreign key between the two).
- Hours will be whole minutes, corrections new rows with a reason (rejected: floats and edits in
  place, which no regulator accepts).
"""
