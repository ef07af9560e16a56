"""The rooms that this floor asks, named by hand.

ROOMS is every room that holds something about a person, from the top down; the account itself comes
last. Each has `holdings`, `export_person`, `retire_person`, and its words: EXPORT_WORDS and VERBS.
"""

from certification import api as certification
from courses import api as courses
from learning import leaving as learning
from office import leaving as office
from office import notices
from people import api as people
from supervision import api as supervision

BELOW = {
    "certification": certification,
    "supervision": supervision,
    "courses": courses,
    "people": people,
}
ROOMS = {
    "learning": learning,
    "certification": certification,
    "supervision": supervision,
    "courses": courses,
    "office": office,
    "people": people,
}


def write(notice: notices.Notice) -> notices.Words:
    """The words of a notice, from the room that its kind begins with."""
    room = BELOW.get(notice.kind.partition(".")[0])
    if room is None:
        raise notices.NoWords(notice.kind)
    return room.write_notice(notice)
