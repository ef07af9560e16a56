"""The top floor: the site, and all that composes the rooms below it.

Owns the settings, the addresses, the home pages, Today, My learning, My account, the demonstration,
the sweep and `manage.py serve`. Where something needs every room (export, retirement,
demonstration, Today), this room asks each one's `api`: there is no registry and there are no
plug-ins, because the rooms can be named by hand (`rooms.py`) and a newcomer can follow a name.

What it deliberately does not do: rules of learning, hours or certificates. Those live below; this
room only joins them (a supervisor who attests a test, hours owed against a scheme).

Decisions a newcomer would otherwise undo:
- Settings come from the environment through `env.py` only; a broken one stops the start with one
  sentence (rejected: defaults that quietly replace a mistyped value).
- What must happen later is a row in `office.due`; `sweep.py` is the truth and Celery only makes it
  come sooner (rejected: `.delay()` after a commit, which a dead broker loses).
- `serve` runs the web server, one worker and the clock as its own children (rejected: a process
  manager from elsewhere, which leaves orphans when it is killed).
"""
