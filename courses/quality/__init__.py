"""Quality while writing: pure rules over the parts of a page, for the editor and for packs alike.

`parts.py` makes parts of what a page keeps in its streams, so that a draft in the editor and a
file of a pack are the same thing here. `checks.py` asks every rule. A rule gives findings: a place,
what is to mend, in words. All of it is advice: what stops a page from being published lives with
the page's form and with the pack's reader, and stays there. Nothing here asks a database, a clock
or a network; whoever calls says what only a database knows (captions, what a link leads to).
Rejected: textstat, which brings nltk and fetches a dictionary when it first runs.
"""

from courses.quality.checks import findings
from courses.quality.lists import Entry, Lists, shipped
from courses.quality.parts import Finding, Part, Said, Sheet, of_stream, picture_part, plain_part

__all__ = [
    "Entry",
    "Finding",
    "Lists",
    "Part",
    "Said",
    "Sheet",
    "findings",
    "of_stream",
    "picture_part",
    "plain_part",
    "shipped",
]
