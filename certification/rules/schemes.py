"""Scheme files (scheme/1): YAML documents, versions of one slug in order. Raises Refused."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from certification.rules.reading import documents
from certification.rules.records import KINDS, duration
from certification.rules.requirements import Requirement
from certification.rules.requires import Reader, accept, source, titles
from certification.rules.scheme import (
    Changeover,
    Credit,
    ExtensionRule,
    Grace,
    Keeping,
    Ladder,
    Late,
    Renewal,
    Scheme,
    Validity,
    Version,
)
from certification.rules.selecting import heads
from certification.rules.taking import (
    Fields,
    Refused,
    day,
    listed,
    maybe,
    number,
    one_or_more,
    share,
    slug,
    some,
    text,
    truth,
    word,
)

ONE_NTH = "1/n"


def scheme_in(text_of_file: str) -> Scheme:
    """The scheme of a file; documents that are evidence are passed over."""
    found: list[Version] = []
    for n, value in enumerate(documents(text_of_file), start=1):
        if not (isinstance(value, dict) and "evidence" in value and "scheme" not in value):
            found.append(_version(value, f"document {n}" if n > 1 else ""))
    if not found:
        raise Refused("", "there is no scheme in this file")
    _in_order(found)
    return Scheme(found[0].slug, tuple(found))


def _in_order(versions: list[Version]) -> None:
    first = versions[0]
    if any(each.slug != first.slug for each in versions):
        raise Refused("scheme", "a file holds versions of one scheme only")
    numbers = [each.number for each in versions]
    if numbers != sorted(set(numbers)):
        raise Refused("version", "versions stand in their order, each once")


def _version(value: object, path: str) -> Version:
    fields = Fields(value, path)
    since, until = fields.take("effective", _effective)
    reader = Reader(fields.take("accept", accept, accept({}, "")))
    found = Version(
        slug=fields.take("scheme", slug),
        number=fields.take("version", some),
        requires=fields.take("requires", reader.requirement),
        title=fields.take("title", titles),
        source=fields.take("source", source, {}),
        effective_from=since,
        effective_until=until,
        changeover=fields.take("changeover", _changeover, None),
        credit=fields.take("credit", listed(_credit), None),
        validity=fields.take("validity", _validity, Validity(None)),
        renewal=fields.take("renewal", lambda v, p: _renewal(v, p, reader), Renewal()),
        ladder=fields.take("ladder", _ladder, None),
        keeping=fields.take("evidence", _keeping, Keeping()),
        reminders=fields.take("reminders", listed(number), ()),
    )
    fields.done()
    return found


def _effective(value: object, path: str) -> tuple[date, date | None]:
    fields = Fields(value, path)
    found = fields.take("from", day), fields.take("until", maybe(day), None)
    fields.done()
    return found


def _changeover(value: object, path: str) -> Changeover:
    fields = Fields(value, path)
    found = Changeover(
        fields.take("previous", some),
        fields.take("until", day),
        fields.take("judged", word("old", "new", "either"), "new"),
    )
    fields.done()
    return found


# --- credit
def _credit(value: object, path: str) -> Credit:
    fields = Fields(value, path)
    kinds = frozenset(fields.take("kind", one_or_more(word(*KINDS)), KINDS))
    of = _heads_named(value)
    fits = [lambda session: session.kind in kinds]
    if fields.has("heads"):
        asked = fields.take("heads", heads)
        fits.append(lambda session: asked.holds(session, None))
    for key, wanted in fields.take("if", _conditions, {}).items():
        fits.append(_is(key, wanted))
    said = fields.take("share", lambda v, p: v if v == ONE_NTH else share(v, p))
    fields.done()
    divides = of if said == ONE_NTH else ""
    return Credit(_all_of(fits), Fraction(1) if divides else said, divides)


def _heads_named(value: object) -> str:
    named = value.get("heads") if isinstance(value, dict) else None
    return named.get("of", "supervisees") if isinstance(named, dict) else "supervisees"


def _conditions(value: object, path: str) -> dict[str, bool]:
    fields = Fields(value, path)
    known = ("presented", "observed", "facilitator")
    found = {key: fields.take(key, truth) for key in known if fields.has(key)}
    fields.done()
    return found


def _is(key: str, wanted: bool) -> Callable:
    return lambda session: getattr(session, key) is wanted


def _all_of(fits: list[Callable]) -> Callable:
    return lambda session: all(each(session) for each in fits)


# --- how long it holds
def _validity(value: object, path: str) -> Validity:
    fields = Fields(value, path)
    lasts = fields.take("lasts", maybe(duration))
    counted, fixed, least = fields.take("counted_from", _counted_from, ("completion", None, None))
    stops = fields.take("breaks", word("stop", "run"), "run") == "stop"
    fields.done()
    return Validity(lasts, counted, fixed, least or duration({"days": 0}, ""), stops)


def _counted_from(value: object, path: str) -> tuple:
    if not isinstance(value, dict):
        return word("completion", "old_expiry")(value, path), None, None
    fields = Fields(value, path)
    month_day = fields.take("fixed", _month_day)
    least = fields.take("at_least", duration, None)
    fields.done()
    return "fixed", month_day, least


def _month_day(value: object, path: str) -> tuple[int, int]:
    try:
        found = date.fromisoformat(f"2000-{text(value, path)}")
    except ValueError:
        raise Refused(path, 'a day of the year such as "01-31" is expected here') from None
    return found.month, found.day


def _renewal(value: object, path: str, reader: Reader) -> Renewal:
    fields = Fields(value, path)
    found = Renewal(
        requires=fields.take("requires", reader.requirement, None),
        opens=fields.take("opens", duration, None),
        grace=fields.take("grace", _grace, None),
        late=fields.take("late", lambda v, p: _late(v, p, reader), None),
        extension=fields.take("extension", _extension, None),
        then=fields.take("then", word("back_to_start", "renew"), "back_to_start"),
    )
    fields.done()
    return found


def _grace(value: object, path: str) -> Grace:
    fields = Fields(value, path)
    found = Grace(
        fields.take("lasts", duration),
        fields.take("counts_as", word("valid", "grace", "lapsed"), "valid"),
    )
    fields.done()
    return found


def _late(value: object, path: str, reader: Reader) -> Late:
    fields = Fields(value, path)
    also: Requirement | None = fields.take("also", reader.requirement, None)
    found = Late(fields.take("lasts", duration), also)
    fields.done()
    return found


def _extension(value: object, path: str) -> ExtensionRule:
    fields = Fields(value, path)
    found = ExtensionRule(fields.take("times", some, 1), fields.take("lasts", duration))
    fields.done()
    return found


def _ladder(value: object, path: str) -> Ladder:
    fields = Fields(value, path)
    found = Ladder(
        fields.take("family", slug),
        fields.take("rank", number),
        fields.take("replaces_lower", truth, False),
    )
    fields.done()
    return found


def _keeping(value: object, path: str) -> Keeping:
    fields = Fields(value, path)
    audit = fields.take("audit", _audit, Fraction(0))
    found = Keeping(fields.take("keep", duration, None), audit)
    fields.done()
    return found


def _audit(value: object, path: str) -> Fraction:
    fields = Fields(value, path)
    found = fields.take("share", share)
    fields.done()
    return found
