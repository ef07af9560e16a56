"""Which canary may be seen by whom: the only allow-list of the crawl, grown by each room.

A canary is a word planted in one object; whoever is not named here must never meet it, on any page
that they can reach by links, nor at any address that the site knows. Whoever is named in `met` must
meet it, once the page of that name exists: a canary that nobody meets would test nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

ALWAYS = ""  # needs no page of its own
WALKERS = (
    "visitor",
    "ana",  # learns, in Harbour
    "noor",  # learns beside her
    "luz",  # a mentor
    "bo",  # supervises
    "cy",  # supervises others
    "gil",  # supervises Ana, from outside
    "eve",  # writes pages
    "tomas",  # translates into French
    "iris",  # reviews, having lived it
    "pia",  # publishes
    "kit",  # coordinates all teams
    "lou",  # coordinates another team
    "sam",  # administers
    "ada",  # administers, too
)


@dataclass(frozen=True)
class Canary:
    """A word, where it stands, who may read it, and who must, on which page."""

    word: str
    stands_in: str
    seen_by: frozenset[str]
    met: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def must_be_met_by(self, who: str, pages: set[str]) -> bool:
        return any(who in whom and page in pages for page, whom in self.met.items())


def by(*names: str) -> frozenset[str]:
    return frozenset(names)


NOBODY = by()
EVERYBODY = frozenset(WALKERS)
MEMBERS = EVERYBODY - {"visitor"}
ADMINISTRATORS = by("sam", "ada")
LOOKS_AFTER_ALL = ADMINISTRATORS | {"kit"}
WRITE_ACTIVITIES = ADMINISTRATORS | {"eve", "tomas"}
PUBLISH = by("eve", "pia")  # who writes a page reads with it what was said of it, too
TRANSLATE = PUBLISH | {"tomas"}
READ_FEEDBACK = by("eve", "tomas", "iris")
NOTES = {"notes_of": by("ana", "bo")}


def all_of_them(word: str, stands_in: str, seen_by: frozenset[str]) -> Canary:
    """Where whoever may, does."""
    return Canary(word, stands_in, seen_by, {ALWAYS: seen_by})


CANARIES = [
    # Courses
    all_of_them("kestrelone", "a lesson that visitors may read", EVERYBODY),
    all_of_them("kestreltwo", "a lesson for members", MEMBERS),
    all_of_them("kestrelthree", "a lesson that Ana alone was put on", TRANSLATE | {"ana"}),
    all_of_them("kestrelfour", "a draft", PUBLISH),
    all_of_them("kestrelfive", "a translation that is not live", TRANSLATE),
    all_of_them("kestrelsnipe", "a page that was never public", PUBLISH),
    # On its way to learners
    Canary(
        "kestrelcrane",
        "a draft that waits for a reviewer",
        by("eve", "iris", "pia"),
        {"review_page": by("eve")},
    ),
    Canary(
        "kestrelgrouse",
        "what Iris said of a draft, which nobody reads with it now",
        by("iris"),
        {"reviews_mine": by("iris")},
    ),
    Canary(
        "kestrelibis",
        "the name of Iris, who agreed that it stands with what she said",
        LOOKS_AFTER_ALL | {"iris"} | PUBLISH,
        {"people": LOOKS_AFTER_ALL, "review_page": PUBLISH},
    ),
    Canary(
        "kestrelheron",
        "what Iris did not agree with in a draft",
        PUBLISH | {"iris"},
        {"review_page": PUBLISH, "reviews_mine": by("iris"), "review": by("pia")},
    ),
    Canary(
        "kestrelkoel",
        "what Iris is paid for reading it",
        PUBLISH | {"iris"},
        {"review_page": PUBLISH, "reviews_mine": by("iris")},
    ),
    Canary("kestrelcoot", "a draft that Iris did not agree with", PUBLISH),
    Canary("kestrelmartin", "why Pia left a step out", PUBLISH, {"review_page": PUBLISH}),
    Canary("kestreljay", "a pack that somebody sent", PUBLISH, {"shelf_desk": PUBLISH}),
    Canary(
        "kestrelloon",
        "a word that editors are asked to think about",
        by("eve"),
        {"wording_desk": by("eve")},
    ),
    Canary(
        "kestreleight",
        "what was said to the answer that Ana gave",
        TRANSLATE | {"ana"},  # who write it see it where it is written
        {ALWAYS: by("ana", "eve")},
    ),
    Canary(
        "kestrelumber",
        "what editors call a file to download",
        TRANSLATE | LOOKS_AFTER_ALL | {"lou"},  # Wagtail tells titles to all in the editor
        {ALWAYS: by("eve")},
    ),
    # What Ana did
    Canary(
        "kestrelbay",
        "the title of a course that Ana finished and nobody is shown now",
        PUBLISH | ADMINISTRATORS | {"ana"},  # who write it, and who say what it wants before
        {"my_learning": by("ana"), "my_record": by("ana")},
    ),
    Canary(
        "kestrelclay",
        "the title of a lesson of which Ana asks to talk its questions through",
        MEMBERS - by("noor", "luz", "bo", "cy", "gil", "iris"),  # editors meet titles
        {"talks": by("kit"), "lesson": by("ana")},
    ),
    Canary("kestreldill", "what Ana began to answer in a set of questions", by("ana")),
    Canary(
        "kestrelhawk",
        "where Ana is in an activity, as its package keeps it",
        by("ana"),
        {"activity_state": by("ana")},
    ),
    # What editors keep for lessons
    Canary(
        "kestrelegret",
        "the title of a package",
        WRITE_ACTIVITIES,
        {"activity_desk": WRITE_ACTIVITIES},
    ),
    Canary(
        "kestrelgull",
        "an activity of a course that Ana alone was put on",
        WRITE_ACTIVITIES | PUBLISH | {"ana"},
        {"activity_desk": WRITE_ACTIVITIES, "lesson": by("ana")},
    ),
    Canary(
        "kestrelfinch",
        "a program that a package brought",
        ADMINISTRATORS,
        {"library_desk": ADMINISTRATORS},
    ),
    # What learners say of lessons
    Canary(
        "kestrelquartz",
        "what Ana said of a lesson, without her name",
        READ_FEEDBACK,
        {"feedback_lesson": READ_FEEDBACK},
    ),
    Canary(
        "kestrelrowan",
        "what Noor said of a lesson, with her name",
        READ_FEEDBACK | {"noor"},
        {"feedback_lesson": READ_FEEDBACK, "said": by("noor")},
    ),
    Canary(
        "kestrelsage",
        "what was answered to Noor",
        READ_FEEDBACK | {"noor"},
        {"feedback_lesson": READ_FEEDBACK, "said": by("noor")},
    ),
    Canary(
        "kestreltansy",
        "the name of Noor, who asked for an answer",
        LOOKS_AFTER_ALL | READ_FEEDBACK | {"noor"},
        {"feedback_lesson": READ_FEEDBACK, "people": LOOKS_AFTER_ALL},
    ),
    # Certificates
    Canary(
        "kestrelzinnia",
        "why a paper of Ana was passed back",
        by("ana"),
        {"papers": by("ana")},
    ),
    Canary(
        "kestrelacorn",
        "what Ana learned elsewhere, and nobody has looked at yet",
        by("ana", "kit"),
        {"papers": by("ana"), "asked": by("kit")},
    ),
    Canary("kestrelbeech", "why an award of Ana was taken back", by("ana", "kit")),
    Canary(
        "kestrelhazel",
        "the name that Ana let print on a certificate",
        by("ana"),
        {"award": by("ana")},
    ),
    Canary(
        "kestrelmaple",
        "a rule that is not published",
        by("kit", "lou"),  # whoever coordinates writes rules
        {"rules_desk": by("kit")},
    ),
    Canary("kestrelsumac", "a report that Kit made", by("kit"), {"reports": by("kit")}),
    Canary("kestrelosier", "who pays", by("kit", "lou"), {"reports": by("kit", "lou")}),
    # Notes of supervision
    Canary("kestrelviola", "what Ana and Bo both see", by("ana", "bo"), NOTES),
    Canary("kestrelspruce", "what Ana and Bo agreed", by("ana", "bo"), NOTES),
    Canary("kestrelsorrel", "what Bo wrote for himself", by("bo"), {"notes_of": by("bo")}),
    Canary("kestrelteasel", "what Bo wrote for himself, and let Ana read", by("ana", "bo"), NOTES),
    Canary(
        "kestrelmyrtle",
        "what stood in the record of Ana and Bo before",
        by("ana", "bo"),
        {"notes_earlier": by("ana", "bo")},
    ),
    # Surveys
    Canary(
        "kestrelwillow",
        "what somebody wrote into a survey that five answered",
        READ_FEEDBACK,
        {"survey_desk": READ_FEEDBACK},
    ),
    Canary("kestrelyarrow", "what somebody wrote since, waiting for four others", NOBODY),
    # What was offered to whom
    Canary(
        "kestrelthyme",
        "a line to the team of Ana and Noor, to whom a course was offered",
        by("kit", "ana", "noor"),
        {"assigning": by("kit"), "my_learning": by("ana", "noor")},
    ),
    Canary(
        "kestrelvetch",
        "a line to Ana, to whom a course was offered",
        by("kit", "ana"),
        {"assigning": by("kit"), "my_learning": by("ana")},
    ),
    # The organisation
    Canary(
        "kestrelpine",
        "whom the list of other people names",
        EVERYBODY,
        {"support": EVERYBODY, "organisation_topic": LOOKS_AFTER_ALL | {"lou"}},
    ),
    Canary(
        "kestrelxylem",
        "questions for oneself that are loaded and not published",
        LOOKS_AFTER_ALL | {"lou"},
        {"instruments": LOOKS_AFTER_ALL | {"lou"}},
    ),
    Canary(
        "kestrelrush",
        "“ask for a conversation” words, from Ana to Bo",
        by("bo"),
        {"conversations": by("bo")},
    ),
    # People
    Canary(
        "kestrelten",
        "Ana's chosen name",
        LOOKS_AFTER_ALL | {"ana", "bo", "gil"},  # whom they supervise
        {ALWAYS: by("ana"), "people": LOOKS_AFTER_ALL, "months": by("bo")},
    ),
    Canary("kestrelsix", "Ana's legal name", by("ana")),
    Canary(
        "kestrelseven",
        "Ana's address",
        ADMINISTRATORS | {"ana"},
        {ALWAYS: by("ana")},
    ),
    Canary(
        "kestrelamber",
        "the name of a mentor",
        LOOKS_AFTER_ALL | by("luz"),
        {"people": LOOKS_AFTER_ALL},
    ),
    Canary(
        "kestrelbirch",
        "what this organisation calls its mentors",
        LOOKS_AFTER_ALL | by("luz", "lou"),
        {"role_words": ADMINISTRATORS},
    ),
    Canary(
        "kestrelcedar",
        "what this organisation calls its reviewers",
        LOOKS_AFTER_ALL | by("iris", "lou"),
        {"role_words": ADMINISTRATORS},
    ),
    Canary(
        "kestreldune",
        "the name of a team",
        LOOKS_AFTER_ALL | {"ana", "noor"},
        {"teams": ADMINISTRATORS},
    ),
    # Supervision
    Canary(
        "kestrelaspen",
        "the group that Gil and Ana agreed on",
        by("ana", "gil", "kit"),
        {"agreements": by("ana", "gil", "kit")},
    ),
    Canary(
        "kestrelbroom",
        "what Gil asks Noor, who has not said yes",
        by("noor", "kit"),
        {"agreement": by("noor", "kit")},
    ),
    Canary(
        "kestreltamarack",
        "the paper that Bo keeps with his agreement with Ana",
        by("ana", "bo"),
        {"agreement_file": by("ana", "bo")},
    ),
    Canary(
        "of 7331 minutes",  # no word stands there that somebody wrote
        "how much time is owed to Ana",
        by("ana", "bo", "kit"),
        {"owed": by("ana"), "people": by("bo"), "owed_all": by("kit")},
    ),
    Canary(
        "kestrelalder",
        "a scan that shows earlier hours of Ana with Bo",
        by("ana", "bo"),
        {"evidence": by("ana", "bo")},
    ),
    # What Ana and Bo say of their hours
    Canary(
        "kestrelpoppy",
        "what Ana wrote about a session that was not quite so",
        by("ana", "bo"),
        {"answers": by("ana", "bo")},
    ),
    Canary(
        "kestrelreed",
        "why Bo opened a month again",
        by("ana", "bo"),
        {"months": by("ana", "bo")},
    ),
    # The ways in
    Canary(
        "kestrelelm",
        "the address that an invitation went to",
        ADMINISTRATORS,
        {"invitations": ADMINISTRATORS},
    ),
    Canary("kestrelfern", "the name of somebody invited", ADMINISTRATORS),
    Canary("kestrelgorse", "the key in an invitation's link", NOBODY),
    Canary("kestrelheath", "the key in a card's link", ADMINISTRATORS),
    Canary("kestrelivy", "the eight words of a card", ADMINISTRATORS),
    # What is Ana's alone
    Canary(
        "kestreljuniper",
        "the device that Ana calls hers",
        by("ana"),
        {"account_devices": by("ana")},
    ),
    Canary("kestrelkelp", "the browser of a session of Ana's", by("ana")),
    Canary("kestrelnine", "a notice to Ana", by("ana")),
    Canary("kestrellarch", "what an audit entry about Ana is about", by("ana")),
    Canary("kestrelmoss", "what was parked for Ana when her session was locked", by("ana")),
    Canary("kestrelnettle", "a recovery code that a closure keeps", NOBODY),
    Canary("kestreloak", "the secret of Ana's code app", NOBODY),
]

# No role may tell on anybody: nobody reads these words of anybody, anywhere, in any writing.
TELLING = ("peer mentor", "peer-mentor", "lived experience", "lived-experience")
