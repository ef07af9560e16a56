"""In which languages somebody reads, best first."""

from collections.abc import Sequence

from office import organisation

Languages = str | Sequence[str]


def read_by(person, language: str) -> tuple[str, ...]:
    """The language of the page, then what the person said they read, as far as it is open here."""
    open_here = {code for code, _name in organisation.languages()}
    said = getattr(person, "languages", None) or ()
    return (language, *(code for code in said if code in open_here and code != language))


def before(source: str, languages: Languages) -> tuple[str, ...]:
    """Those to look for before the language that a course was written in, which is always there."""
    wanted = (languages,) if isinstance(languages, str) else tuple(dict.fromkeys(languages))
    return wanted[: wanted.index(source)] if source in wanted else wanted


def of_page(languages: Languages) -> str:
    """The one that addresses are in."""
    return languages if isinstance(languages, str) else languages[0]
