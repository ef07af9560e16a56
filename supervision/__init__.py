"""Agreements, sessions, attendance, confirmation, notes: hours that both can stand by.

An `Agreement` says who supervises whom, and what is owed. A `Session` is written once for everybody
who was there; a `Line` is one person's part in it, which they confirm or dispute. What both said
is sealed into a chain per supervisee that can be checked from an exported file alone.

- `limits.py` what can't have been: pure. `counting.py` what is owed: pure.
- `sessions.py` writes and corrects, `answering.py` confirms and disputes, `locking.py` closes.
- `canonical.py`, `links.py` and `sealing.py` make the proof.

Decisions a newcomer would otherwise undo:
- It does not know `courses` and is not known by it; what joins a supervisor to a learner's
  progress is composed in `learning/` (rejected: a foreign key between the two).
- Hours are whole minutes, corrections new rows with a reason (rejected: floats and edits in place,
  which no regulator accepts).
- The day a line counts on is written down once, in the supervisee's zone (rejected: worked out
  anew, so that somebody who moves would find other hours in another month).
"""
