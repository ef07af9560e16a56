"""What a selector finds, in words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from certification.asked import kind_words
from certification.in_words.times import duration

SELECTED = ("supervision", "training", "practice")
KINDS = {
    "individual": lambda: _("individual supervision"),
    "triadic": lambda: _("supervision of two together"),
    "group": lambda: _("group supervision"),
    "peer_group": lambda: _("supervision among peers"),
    "consultation": lambda: _("consultation"),
    "debrief": lambda: _("a talk after an incident"),
}
MODES = {
    "in_person": lambda: _("in one room"),
    "video": lambda: _("by video"),
    "telephone": lambda: _("by telephone"),
    "live_online": lambda: _("live, online"),
    "self_paced": lambda: _("on one’s own"),
}
FLAGS = {
    "observed": (lambda: _("Only when the work was observed."), lambda: _("Not when observed.")),
    "presented": (
        lambda: _("Only when the person spoke about their work."),
        lambda: _("Only when the person did not speak about their work."),
    ),
    "facilitator": (
        lambda: _("Only as the one who leads."),
        lambda: _("Not as the one who leads."),
    ),
}


def kind_of(selector: dict) -> str:
    return next(kind for kind in SELECTED if kind in selector)


def what_counts(selector: dict) -> str:
    """A noun for what is counted: as narrow as one word or two can say it."""
    kind = kind_of(selector)
    filters = selector[kind] or {}
    if kind == "supervision":
        kinds = _many(filters.get("kind"))
        return _or([KINDS[each]() for each in kinds]) if kinds else _("supervision")
    if kind == "training":
        topics = _many(filters.get("topic"))
        if topics:
            said = _("learning about %(topics)s")
            return said % {"topics": _or([kind_words(each) for each in topics])}
        return _("learning")
    categories = _many(filters.get("category"))
    if categories:
        return _("practice: %(kinds)s") % {"kinds": _or([kind_words(e) for e in categories])}
    return _("practice")


def filters_in_words(selector: dict) -> Iterator[str]:
    """What else must hold; kinds, topics and categories are in the noun already."""
    filters = selector[kind_of(selector)] or {}
    for key in ("mode", "delivery"):
        if key in filters:
            yield _("Only %(ways)s.") % {"ways": _or([MODES[e]() for e in _many(filters[key])])}
    for key, (yes, no) in FLAGS.items():
        if key in filters:
            yield yes() if filters[key] else no()
    if "organisation" in filters:
        yield _("Only for the work at one place.")
    if "course" in filters:
        names = _or([f"“{kind_words(each)}”" for each in _many(filters["course"])])
        yield _("Only the course %(names)s.") % {"names": names}
    if "heads" in filters:
        yield heads_in_words(filters["heads"])
    yield from _party(filters, "supervisor")
    yield from _party(filters, "provider")
    if "not" in filters:
        kind = kind_of(selector)
        without = {kind: filters["not"]}
        inner = " ".join(filters_in_words(without))
        yield _("Without: %(what)s. %(more)s") % {"what": what_counts(without), "more": inner}


def heads_in_words(heads: dict) -> str:
    values = {"from": heads.get("from", 1), "to": heads.get("to")}
    if heads.get("of") == "everyone":
        whole = _("With %(from)d to %(to)d people in all.")
        open_ended = _("With at least %(from)d people in all.")
    else:
        whole = _("With %(from)d to %(to)d people supervised.")
        open_ended = _("With at least %(from)d people supervised.")
    return (whole if values["to"] else open_ended) % values


def _party(filters: dict, role: str) -> Iterator[str]:
    party = filters.get(role)
    if party is None:
        return
    if not isinstance(party, dict):
        names = _or([kind_words(each) for each in _many(party)])
        yield _("Only from %(names)s.") % {"names": names}
        return
    who = _("the supervisor") if role == "supervisor" else _("whoever teaches")
    holds = _many(party.get("holds"))
    if holds:
        names = _or([kind_words(each) for each in holds])
        yield _("Only if %(who)s held %(names)s that day.") % {"who": who, "names": names}
    if "held_for" in party:
        length = duration(party["held_for"])
        yield _("They must have held it for %(length)s then.") % {"length": length}
    ranks = _many(party.get("class"))
    if ranks:
        names = _or([kind_words(each) for each in ranks])
        yield _("Only if %(who)s is of the class %(names)s.") % {"who": who, "names": names}


def _many(value: object) -> list[str]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [str(value)]


def _or(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s or %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
