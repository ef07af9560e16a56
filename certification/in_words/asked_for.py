"""What a requirement asks for, read from the rule as it was written (scheme/1), already checked.

Each part of the text becomes a short sentence; a test sees that none is left unread.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certification.asked import kind_words
from certification.in_words.amounts import amount
from certification.in_words.called import Names
from certification.in_words.filters import filters_in_words, kind_of, what_counts
from certification.in_words.times import duration, period_in_words, since_in_words

KINDS = ("all", "any", "n_of", "sum", "each", "elapsed", "cadence", "periods", "course",
         "attestation", "document", "award")  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A sentence, and those that belong to it."""

    words: str
    lines: list["Said"] = field(default_factory=list)


def reading_of(asked: dict, names: Names) -> Said:
    """`asked` is a requirement; its title, where it has one, is said first."""
    kind = next(key for key in KINDS if key in asked)
    found = READERS[kind](asked[kind], asked, names)
    title = _title(asked.get("title") or {}, names.language)
    own = [*found.lines, *_own_words(asked)]
    if title:
        return Said(str(title), [Said(found.words), *own])
    return Said(found.words, own)


def _title(title: dict | str, language: str) -> str | None:
    return title if isinstance(title, str) else title.get(language) or title.get("en")


def _own_words(asked: dict) -> Iterator[Said]:
    if "accept" in asked:
        yield from (Said(words) for words in accept_in_words(asked["accept"]))
    if "source" in asked:
        yield Said(_("Source: %(name)s.") % {"name": asked["source"].get("name", "")})


# --- several
def _all(of: list, asked: dict, names: Names) -> Said:
    return Said(_("All of these:"), [reading_of(each, names) for each in of])


def _any(of: list, asked: dict, names: Names) -> Said:
    return Said(_("One of these:"), [reading_of(each, names) for each in of])


def _n_of(value: dict, asked: dict, names: Names) -> Said:
    words = ngettext("%(count)d of these:", "%(count)d of these:", value["n"])
    lines = [reading_of(each, names) for each in value["of"]]
    return Said(words % {"count": value["n"]}, lines)


# --- amounts
def _sum(value: dict, asked: dict, names: Names) -> Said:
    measured = _measured(value)
    values = {"least": _least(value["min"], value), "what": what_counts(value["count"])}
    lines = [*measured, *(Said(words) for words in filters_in_words(value["count"]))]
    lines += _ratio(value["min"], value)
    if "within" in value:
        lines.append(Said(_within(value["within"])))
    if "since" in value:
        lines.append(Said(since_in_words(value["since"])))
    lines += [_cap(cap) for cap in value.get("caps", ())]
    lines += [_part(part, value, names) for part in value.get("parts", ())]
    lines += [_share(share) for share in value.get("shares", ())]
    if "only_in" in value:
        lines.append(_only_in(value["only_in"], names))
    return Said(_("At least %(least)s of %(what)s.") % values, lines)


def _each(value: dict, asked: dict, names: Names) -> Said:
    values = {
        "period": period_in_words(value["period"]),
        "least": _least(value["min"], value),
        "what": what_counts(value["count"]),
    }
    lines = [*_measured(value), *(Said(words) for words in filters_in_words(value["count"]))]
    lines += _ratio(value["min"], value)
    lines += [Said(words) for words in _how_periods_count(value)]
    return Said(_("Every %(period)s at least %(least)s of %(what)s.") % values, lines)


def _how_periods_count(value: dict) -> Iterator[str]:
    over = value.get("over", {})
    if "last" in over:
        count = over["last"]
        words = ngettext("The last one counts.", "The last %(count)d count.", count)
        yield words % {"count": count}
    elif "since" in over:
        yield since_in_words(over["since"])
    averaging = value.get("averaging", "none")
    if averaging == "none":
        yield _("More in one does not make up for less in another.")
    else:
        yield _("The mean of %(count)d counts.") % {"count": averaging["over"]}
    yield FIRST[value.get("first_part", "skip")]()
    yield BREAK[value.get("break_part", "full")]()
    missed = value.get("missed_allowed", 0)
    if missed:
        words = ngettext("%(count)d may be missed.", "%(count)d may be missed.", missed)
        yield words % {"count": missed}


FIRST = {
    "skip": lambda: _("The first one, begun in part, is left out."),
    "full": lambda: _("The first one counts in full, even if begun in part."),
    "pro_rata": lambda: _("Of the first one only its share is asked."),
}
BREAK = {
    "full": lambda: _("One that is partly a break counts in full."),
    "pro_rata": lambda: _("Of one that is partly a break only its share is asked."),
    "skip": lambda: _("One that is partly a break is left out."),
}


def _measured(value: dict) -> Iterator[Said]:
    """Said only where it is not what everybody expects."""
    measure = value.get("as")
    if measure == "minutes" and kind_of(value["count"]) == "supervision":
        yield Said(_("Time counts in full, whoever else was there."))
    if measure == "units":
        unit = amount(value.get("unit", 60), "minutes")
        yield Said(_("One unit is %(length)s that counts.") % {"length": unit})
        if value.get("drop_parts", "never") != "never":
            yield Said(DROPPED[value["drop_parts"]]())


DROPPED = {
    "per_session": lambda: _("A part of a unit in one session does not count."),
    "per_period": lambda: _("A part of a unit left over at the end does not count."),
}


def _unit(value: dict) -> str:
    return {"contacts": "contacts", "units": "units", "sessions": "sessions"}.get(
        value.get("as", ""), "minutes"
    )


def _least(least: object, value: dict) -> str:
    if isinstance(least, int):
        return amount(least, _unit(value))
    return _("as much as follows from other work")


def _ratio(least: object, value: dict) -> Iterator[Said]:
    """A minimum that follows another amount."""
    if isinstance(least, int):
        return
    of = what_counts(least["of"])
    narrowed = [Said(words) for words in filters_in_words(least["of"])]
    if "share" in least:
        said = _("That is %(share)s of %(what)s.")
        yield Said(said % {"share": least["share"], "what": of}, narrowed)
    elif "steps" in least:
        yield Said(_("It grows with %(what)s:") % {"what": of}, narrowed + _steps(least, value))
    else:
        values = {
            "gives": amount(least["gives"], _unit(value)),
            "each": amount(least["each"], "minutes"),
            "what": of,
        }
        said = _("%(gives)s for each %(each)s of %(what)s.") % values
        yield Said(said, [*narrowed, Said(PART[least.get("part", "pro_rata")]())])


PART = {
    "pro_rata": lambda: _("In between, its share."),
    "started": lambda: _("One that is begun counts as whole."),
    "complete": lambda: _("Only whole ones count."),
}


def _steps(least: dict, value: dict) -> list[Said]:
    found = []
    for step in least["steps"]:
        over = "over" in step
        at = amount(step["over"] if over else step["from"], "minutes")
        words = _("Over %(at)s: %(need)s.") if over else _("From %(at)s: %(need)s.")
        found.append(Said(words % {"at": at, "need": amount(step["need"], _unit(value))}))
    return found


def _within(within: object) -> str:
    if within == "cycle":
        return _("Only what is of this round counts.")
    return _("What is older than %(length)s does not count.") % {"length": duration(within)}


def _cap(cap: dict) -> Said:
    per = period_in_words(cap["per"]) if cap["per"] != "session" else _("session")
    most = amount(cap["max"], "minutes")
    if "of" not in cap:
        return Said(_("No more than %(most)s count per %(per)s.") % {"most": most, "per": per})
    values = {"most": most, "per": per, "what": what_counts(cap["of"])}
    narrowed = [Said(words) for words in filters_in_words(cap["of"])]
    return Said(_("No more than %(most)s of %(what)s count per %(per)s.") % values, narrowed)


def _part(part: dict, value: dict, names: Names) -> Said:
    values = {"least": _least(part["min"], value), "what": what_counts(part["count"])}
    lines = [Said(words) for words in filters_in_words(part["count"])]
    if "within" in part:
        lines.append(Said(_within(part["within"])))
    return Said(_("Of this, at least %(least)s of %(what)s.") % values, lines)


def _share(share: dict) -> Said:
    values = {"share": share["at_least"], "what": what_counts(share["count"])}
    lines = [Said(words) for words in filters_in_words(share["count"])]
    return Said(_("At least %(share)s of it is %(what)s.") % values, lines)


def _only_in(value: dict, names: Names) -> Said:
    said = _("It counts only in a %(period)s in which this holds:")
    period = period_in_words(value["period"])
    return Said(said % {"period": period}, [reading_of(value["that"], names)])


# --- time
def _elapsed(value: dict, asked: dict, names: Names) -> Said:
    since = value.get("since", "joined")
    lines = [Said(since_in_words(since))]
    if "count" in value:
        lines += [Said(words) for words in filters_in_words(value["count"])]
        lines.append(Said(_("That is %(what)s.") % {"what": what_counts(value["count"])}))
    return Said(_("%(length)s must have passed.") % {"length": duration(value["min"])}, lines)


def _cadence(value: dict, asked: dict, names: Names) -> Said:
    values = {"what": what_counts(value["count"]), "length": duration(value["every"])}
    lines = [Said(words) for words in filters_in_words(value["count"])]
    over = value.get("over", {})
    if "since" in over:
        lines.append(Said(since_in_words(over["since"])))
    if "last" in over:
        last = duration(over["last"]) if isinstance(over["last"], dict) else str(over["last"])
        lines.append(Said(_("Looked at is the last %(length)s.") % {"length": last}))
    return Said(_("Never longer than %(length)s without %(what)s.") % values, lines)


def _periods(value: dict, asked: dict, names: Names) -> Said:
    values = {"count": value["min"], "period": period_in_words(value["period"])}
    said = _("At least %(count)d times a %(period)s in which this holds:") % values
    lines = [reading_of(value["that"], names)]
    if "within" in value:
        lines.append(Said(_within(value["within"])))
    return Said(said, lines + [_nested(each, names) for each in value.get("of_which", ())])


def _nested(value: dict, names: Names) -> Said:
    said = _("In at least %(count)d of these, also:") % {"count": value["min"]}
    lines = [reading_of(value["that"], names)]
    return Said(said, lines + [_nested(each, names) for each in value.get("of_which", ())])


# --- one thing
def _course(value: dict, asked: dict, names: Names) -> Said:
    if "pathway" in value:
        words = _("All courses of “%(name)s”.") % {"name": kind_words(value["pathway"])}
    else:
        slugs = value["course"] if isinstance(value["course"], list) else [value["course"]]
        names = ", ".join(f"“{names.course(slug)}”" for slug in slugs)
        one = _("The course %(names)s.") if len(slugs) == 1 else _("One of the courses %(names)s.")
        words = one % {"names": names}
    known = value.get("accept", [])
    states = known if isinstance(known, list) else [known]
    lines = [Said(words) for words in accept_in_words({"training": states})] if states else []
    if "within" in value:
        lines.append(Said(_within(value["within"])))
    if value.get("whole") is False:
        lines.append(Said(_("Parts that were done one by one may add up.")))
    elif value.get("whole") is True:
        lines.append(Said(_("Done as a whole, not in parts.")))
    return Said(words, lines)


def _attestation(value: dict, asked: dict, names: Names) -> Said:
    words = BY[value["by"]]() % {"name": names.statement(value["statement"])}
    if "lasts" not in value:
        return Said(words)
    lasts = _("It holds for %(length)s.") % {"length": duration(value["lasts"])}
    return Said(words, [Said(lasts)])


BY = {
    "self": lambda: _("“%(name)s”, signed by the person."),
    "supervisor": lambda: _("“%(name)s”, signed by a supervisor."),
    "organisation": lambda: _("“%(name)s”, signed for the organisation."),
}


def _document(value: dict, asked: dict, names: Names) -> Said:
    words = _("A paper that somebody has seen: %(name)s.") % {"name": kind_words(value["kind"])}
    lines = [Said(_within(value["within"]))] if "within" in value else []
    return Said(words, lines)


def _award(value: dict, asked: dict, names: Names) -> Said:
    if "scheme" in value:
        words = _("The certificate “%(name)s”.") % {"name": names.scheme(value["scheme"])}
    else:
        values = {"name": kind_words(value["family"]), "rank": value.get("at_least", 0)}
        words = _("A certificate of “%(name)s”, from step %(rank)d on.") % values
    states = value.get("states", ["valid"])
    if states == ["valid"]:
        return Said(words)
    return Said(words, [Said(_("Also in the time after its last day."))])


READERS = {
    "all": _all,
    "any": _any,
    "n_of": _n_of,
    "sum": _sum,
    "each": _each,
    "elapsed": _elapsed,
    "cadence": _cadence,
    "periods": _periods,
    "course": _course,
    "attestation": _attestation,
    "document": _document,
    "award": _award,
}


# --- what is accepted
ACCEPTED = {
    "graded": lambda: _("marked here"),
    "attested": lambda: _("vouched for by somebody"),
    "reported": lambda: _("reported by a browser"),
    "confirmed": lambda: _("confirmed by both"),
    "one_sided_supervisor": lambda: _("said by the supervisor alone"),
    "one_sided_supervisee": lambda: _("said by the person alone"),
    "without_agreement": lambda: _("without an agreement"),
    "logged": lambda: _("only written down"),
    "checked": lambda: _("seen by somebody"),
    "unchecked": lambda: _("waiting to be looked at"),
    "draft": lambda: _("only written down"),
    "submitted": lambda: _("not confirmed yet"),
    "disputed": lambda: _("not confirmed yet"),
    "superseded": lambda: _("not confirmed yet"),
}
OF = {
    "training": lambda: _("Courses count if they are: %(list)s."),
    "supervision": lambda: _("Supervision counts if it is: %(list)s."),
    "practice": lambda: _("Practice counts if it is: %(list)s."),
    "documents": lambda: _("Papers count if they are: %(list)s."),
}


def accept_in_words(accept: dict) -> list[str]:
    lists = {kind: states for kind, states in accept.items() if kind in OF}
    said = [
        OF[kind]() % {"list": ", ".join(dict.fromkeys(ACCEPTED[state]() for state in states))}
        for kind, states in lists.items()
    ]
    if "without_agreement" in accept:
        said.append(WITHOUT[bool(accept["without_agreement"])]())
    return said


WITHOUT = {
    True: lambda: _("Supervision counts also on days without an agreement."),
    False: lambda: _("Supervision counts on days of an agreement only."),
}
