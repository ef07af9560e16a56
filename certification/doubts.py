"""What is doubtful about a rule that reads: names that nothing here has, days that don't fit.

None of it keeps a rule from being published; each is a short sentence for whoever writes it.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.template.defaultfilters import date as day_in_words
from django.utils.translation import gettext as _

from certification import rules, schemes, statements
from certification.models import Provider, Scheme
from certification.named import Named, named_in
from certification.rules.days import LAST_DAY
from certification.rules.scheme import Version
from courses import api as courses
from office import organisation
from people.api import SUPERVISES, User
from supervision import api as supervision

OWN = "own"  # the organisation itself, as rules call it


def doubts(scheme: Scheme, text: str, *, on: date) -> list[str]:
    """Of a text that reads and belongs to this scheme, as of that day. A few statements."""
    version = rules.scheme_in(text).current
    named = named_in(next(iter(rules.documents(text))))
    return [
        *_learned(named),
        *_signed(named),
        *_taught(named),
        *_supervised(named),
        *_held(named, scheme),
        *_days(version, _before(scheme), on),
        *_titles(version),
    ]


def _missing(words: str, asked: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """One sentence for all names that nothing here has; none where all are known."""
    lost = sorted(set(asked) - set(known))
    if lost:
        yield words % {"names": ", ".join(lost)}


# --- names
def _learned(named: Named) -> Iterator[str]:
    if named.courses:
        there = courses.Course.objects.filter(slug__in=named.courses)
        words = _("No course here has this name: %(names)s.")
        yield from _missing(words, named.courses, there.values_list("slug", flat=True))
    if named.pathways:
        there = courses.pathways_made_of()
        some = [slug for slug, of in there.items() if of]
        words = _("No pathway here has this name, or it has no courses: %(names)s.")
        yield from _missing(words, named.pathways, some)
    if named.topics:
        called = courses.topics_in_words(dict.fromkeys(named.topics, 0), "")
        known = [each.code for each in called if each.lang or each.name != each.code]
        words = _("No topic here has this short name: %(names)s.")
        yield from _missing(words, named.topics, known)


def _signed(named: Named) -> Iterator[str]:
    there = [code for code in named.statements if statements.words_of(code)]
    words = _("Nobody has written what is to be signed: %(names)s.")
    yield from _missing(words, named.statements, there)


def _taught(named: Named) -> Iterator[str]:
    if not (named.providers or named.classes or named.certified):
        return
    there = list(Provider.objects.all())
    slugs = [OWN, *(each.slug for each in there)]
    held = {row.get("kind") for each in there for row in each.holds}
    said = _("Nobody here who teaches has this name: %(names)s.")
    yield from _missing(said, named.providers, slugs)
    said = _("Nobody here who teaches is of this class: %(names)s.")
    yield from _missing(said, named.classes, {each.rank for each in there})
    said = _("Nobody here who teaches holds this: %(names)s.")
    yield from _missing(said, named.certified, held)


def _supervised(named: Named) -> Iterator[str]:
    if not (named.codes or named.ranks):
        return
    supervisors = User.objects.filter(is_active=True, roles_held__role__in=SUPERVISES)
    found = supervision.qualifications_of(supervisors.only("pk").distinct())
    rows = [row for all_ in found.values() for row in all_]
    said = _("No supervisor here holds this: %(names)s.")
    yield from _missing(said, named.codes, {row.code for row in rows})
    said = _("No supervisor here is of this class: %(names)s.")
    yield from _missing(said, named.ranks, {row.rank for row in rows})


def _held(named: Named, scheme: Scheme) -> Iterator[str]:
    if scheme.slug in named.schemes:
        yield _("It asks for itself, so nobody can begin.")
    if not (named.schemes or named.families):
        return
    there = {each.pk: each.slug for each in Scheme.objects.published()}
    said = _("No certificate here has this name: %(names)s.")
    yield from _missing(said, named.schemes - {scheme.slug}, there.values())
    if named.families:
        found = schemes.rules_of(Scheme.objects.published()).values()
        families = {rule.current.ladder.family for rule in found if rule.current.ladder}
        said = _("No certificate here is a step of this: %(names)s.")
        yield from _missing(said, named.families, families)


# --- days
def _before(scheme: Scheme) -> Version | None:
    """The newest version that is published."""
    rule = schemes.rule_of(scheme)
    return rule.current if rule else None


def _days(version: Version, before: Version | None, on: date) -> Iterator[str]:
    begins, ends = version.effective_from, version.effective_until
    if begins < on:
        said = _("It holds from a day that has passed: %(day)s.")
        yield said % {"day": day_in_words(begins, "DATE_FORMAT")}
    if ends and ends < begins:
        yield _("It ends before it begins.")
    if before and begins < before.effective_from:
        yield _("It begins before the version before it.")
    change = version.changeover
    if change and (before is None or change.previous > before.number):
        yield _("There is no version %(number)d before it.") % {"number": change.previous}
    if change and change.until < begins:
        yield _("The time of both versions ends before this one begins.")
    yield from _reminders(version, on)


def _reminders(version: Version, on: date) -> Iterator[str]:
    if not version.reminders:
        return
    if version.validity.lasts is None:
        yield _("It holds for good, so no reminder comes.")
        return
    last = version.validity.lasts.after(on)
    if last < LAST_DAY and max(version.reminders) >= (last - on).days:
        yield _("A reminder would come before it is granted.")


def _titles(version: Version) -> Iterator[str]:
    names = dict(organisation.languages())
    lost = [name for code, name in names.items() if not version.title.get(code)]
    if lost:
        yield _("It has no title in: %(languages)s.") % {"languages": ", ".join(lost)}
