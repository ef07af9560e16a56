"""A whole version of a rule in plain words: what it asks, what counts, how long it holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certification import rules
from certification.asked import kind_words
from certification.in_words.asked_for import Said, accept_in_words, reading_of
from certification.in_words.called import Names
from certification.in_words.filters import KINDS, heads_in_words
from certification.in_words.times import day, duration

CERTAINTY = {
    "read": lambda: _("Read there."),
    "second_hand": lambda: _("Known from others only."),
    "known": lambda: _("Known, without a text beside it."),
}


@dataclass(frozen=True)
class Chapter:
    title: str
    lines: list[Said]


def read(text: str, names: Names | str) -> list[Chapter]:
    """Of one version that reads (`rules.scheme_in`); what it does not say is left out.

    A language alone reads codes as words.
    """
    names = Names(names) if isinstance(names, str) else names
    scheme = next(iter(rules.documents(text)))
    chapters = [
        Chapter(_("What it asks"), [reading_of(scheme["requires"], names)]),
        Chapter(_("What counts"), [*_accept(scheme), *_credit(scheme)]),
        Chapter(_("How long it holds"), list(_validity(scheme.get("validity", {})))),
        Chapter(_("Renewing"), list(_renewal(scheme.get("renewal", {}), names))),
        Chapter(_("From when, and from where"), list(_origin(scheme))),
    ]
    return [chapter for chapter in chapters if chapter.lines]


def _accept(scheme: dict) -> Iterator[Said]:
    yield from (Said(words) for words in accept_in_words(scheme.get("accept", {})))


def _credit(scheme: dict) -> Iterator[Said]:
    for rule in scheme.get("credit", ()):
        said = rule.get("kind", list(KINDS))
        kinds = said if isinstance(said, list) else [said]
        names = ", ".join(KINDS[kind]() for kind in kinds)
        words = _("%(kind)s: %(share)s") % {"kind": names, "share": _share(rule["share"])}
        lines = [Said(heads_in_words(rule["heads"]))] if "heads" in rule else []
        asked = rule.get("if", {})
        if asked.get("presented"):
            lines.append(Said(_("If the person spoke about their work.")))
        if asked.get("observed"):
            lines.append(Said(_("If the work was observed.")))
        yield Said(words[:1].upper() + words[1:], lines)
    if scheme.get("credit"):
        yield Said(_("Other kinds do not count."))


def _share(share: object) -> str:
    if share == 1:
        return _("all of the time counts.")
    if share == "1/n":
        return _("the time is divided by the people supervised.")
    if share == "1/2":
        return _("half of the time counts.")
    return _("%(share)s of the time counts.") % {"share": share}


def _validity(validity: dict) -> Iterator[Said]:
    if not validity:
        return
    if validity.get("lasts") is None:
        yield Said(_("It holds for good."))
        return
    yield Said(_("It holds for %(length)s.") % {"length": duration(validity["lasts"])})
    counted = validity.get("counted_from", "completion")
    if isinstance(counted, dict):
        yield Said(
            _("It always ends on the same day of a year: %(day)s.") % {"day": counted["fixed"]}
        )
        if "at_least" in counted:
            least = duration(counted["at_least"])
            yield Said(_("It never holds for less than %(length)s.") % {"length": least})
    elif counted == "old_expiry":
        yield Said(_("When renewed, it counts from the old last day."))
    else:
        yield Said(_("It counts from the day on which all was there."))
    if validity.get("breaks") == "stop":
        yield Said(_("Breaks put its last day off."))


def _renewal(renewal: dict, names: Names) -> Iterator[Said]:
    if "opens" in renewal:
        opens = duration(renewal["opens"])
        yield Said(_("Renewing begins %(length)s before the last day.") % {"length": opens})
    if "requires" in renewal:
        yield Said(_("To renew it:"), [reading_of(renewal["requires"], names)])
    if "grace" in renewal:
        grace = renewal["grace"]
        said = _("After the last day there are %(length)s of grace.")
        as_what = grace.get("counts_as", "valid")
        more = _("Other rules take it as valid then.") if as_what == "valid" else ""
        lines = [Said(more or _("Other rules do not take it as valid then."))]
        yield Said(said % {"length": duration(grace["lasts"])}, lines)
    if "late" in renewal:
        late = renewal["late"]
        said = _("Up to %(length)s after the last day it can be renewed late.")
        also = [reading_of(late["also"], names)] if "also" in late else []
        yield Said(said % {"length": duration(late["lasts"])}, also)
    if "extension" in renewal:
        extension = renewal["extension"]
        times = extension.get("times", 1)
        values = {"count": times, "length": duration(extension["lasts"])}
        words = ngettext(
            "More time may be given once, %(length)s at most.",
            "More time may be given %(count)d times, %(length)s at most each.",
            times,
        )
        yield Said(words % values)
    if renewal:
        back = renewal.get("then", "back_to_start") == "back_to_start"
        words = _("After that it begins anew.")
        yield Said(words if back else _("After that it can still be renewed."))


def _origin(scheme: dict) -> Iterator[Said]:
    effective = scheme["effective"]
    yield Said(_("This version holds from %(day)s on.") % {"day": day(effective["from"])})
    if effective.get("until"):
        yield Said(_("It holds until %(day)s.") % {"day": day(effective["until"])})
    change = scheme.get("changeover")
    if change:
        values = {"number": change["previous"], "day": day(change["until"])}
        yield Said(JUDGED[change.get("judged", "new")]() % values)
    ladder = scheme.get("ladder")
    if ladder:
        values = {"name": kind_words(ladder["family"]), "rank": ladder["rank"]}
        lower = [Said(_("It replaces the steps below it."))] if ladder.get("replaces_lower") else []
        yield Said(_("It is step %(rank)d of “%(name)s”.") % values, lower)
    yield from _kept(scheme.get("evidence", {}))
    reminders = scheme.get("reminders", ())
    if reminders:
        days = ", ".join(str(each) for each in reminders)
        yield Said(_("Reminders come %(days)s days before the last day.") % {"days": days})
    source = scheme.get("source")
    if source:
        yield _source(source)


JUDGED = {
    "old": lambda: _("Who joined earlier goes by version %(number)d until %(day)s."),
    "new": lambda: _("Who joined earlier goes by this version, too."),
    "either": lambda: _("Who joined earlier goes by the better of both until %(day)s."),
}


def _kept(evidence: dict) -> Iterator[Said]:
    if "keep" in evidence:
        keep = duration(evidence["keep"])
        yield Said(_("Proof is kept for %(length)s.") % {"length": keep})
    if "audit" in evidence:
        share = evidence["audit"]["share"]
        yield Said(_("%(share)s of the certificates are looked at again.") % {"share": share})


def _source(source: dict) -> Said:
    name = _("Source: %(name)s.") % {"name": source["name"]}
    more = []
    if "url" in source:
        more.append(Said(str(source["url"])))
    if "read" in source:
        more.append(Said(_("Read in %(month)s.") % {"month": source["read"]}))
    if "certainty" in source:
        more.append(Said(CERTAINTY[source["certainty"]]()))
        more.append(Said(_("Read the rule itself before you rely on this.")))
    return Said(name, more)
