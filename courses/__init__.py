"""Courses: pages, questions, enrolment, attempts, progress, course packs.

Pages hold prose, rows hold facts. A `Course` is one language-neutral row; its pages exist once per
language and are joined to it by `translation_key`. Enrolment and progress hang on the row, so a
person who changes language keeps their place.

It deliberately does not know who supervises whom, nor which certificate a course counts for: it
writes a neutral row in `office.due` and the rooms above read its `api`.

Decisions a newcomer would otherwise undo:
- No foreign key from a page to its course (rejected: a copied page would share the first one's
  enrolments; wagtail copies foreign keys but gives a copy a new translation key).
- A question is marked from the source-language page, whatever language is read (rejected: marking
  from the translated page, which keeps old right answers between publishing and translating).
- Lessons are served by our own resolver, prose cached by revision (rejected: Wagtail's serve,
  15 to 21 queries and 11 times the cost of a plain page).
- Attempts are append-only, progress is rebuilt from them by a pure function.
"""
