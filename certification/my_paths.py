"""The paths of one person as their page shows them: what is nearest stands first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from certification import judged, open_lines, schemes
from certification.in_words.lines import CREDENTIALS
from certification.judged import Judged
from certification.models import Award, AwardState, Path, Scheme
from certification.open_lines import Needed
from courses import api as courses


@dataclass(frozen=True)
class Section:
    scheme: Scheme
    title: str
    credential: str
    credential_code: str
    valid_until: date | None
    opens: date | None  # when renewing begins
    needed: Needed
    judged: Judged

    @property
    def is_at_rest(self) -> bool:
        """Granted, and nothing to do before renewing begins."""
        return self.judged.is_at_rest


@dataclass(frozen=True)
class Shown:
    """An award as a list shows it."""

    award: Award
    title: str
    is_live: bool


def sections(person, language: str, *, at: datetime) -> list[Section]:
    """A fixed number of statements, however much there is."""
    paths = Path.objects.live().filter(person=person).select_related("person", "scheme")
    found = list(judged.judge_paths(paths, at=at))
    titles = schemes.titles_of([each.scheme for each in found], language)
    slugs = {slug for each in found for slug in open_lines.course_slugs(each)}
    named = courses.on_the_way(slugs, language, to=person) if slugs else {}
    made = [_section(each, titles[each.scheme.pk], language, named) for each in found]
    return sorted(made, key=_nearest)


def _section(each: Judged, title: str, language: str, named: dict) -> Section:
    held = each.held
    return Section(
        scheme=each.scheme,
        title=title,
        credential=str(CREDENTIALS[each.found.credential]),
        credential_code=each.found.credential,
        valid_until=held.expires,
        opens=held.opens,
        needed=open_lines.needed(each, language, named),
        judged=each,
    )


def _nearest(section: Section) -> tuple:
    """What lapses first, then what has least left to do; what rests comes last."""
    ends = section.valid_until or date.max
    return section.is_at_rest, ends, len(section.needed.open), section.title


def offered_to(person) -> QuerySet[Scheme]:
    """What anybody may choose, and they are not on yet."""
    mine = Path.objects.live().filter(person=person)
    return Scheme.objects.offered().filter(is_open=True).exclude(pk__in=mine.values("scheme"))


def awards_in_words(awards: Iterable[Award], language: str) -> list[Shown]:
    return [
        Shown(
            award=award,
            title=schemes.title_of(award.scheme, award.titles, language),
            is_live=award.state == AwardState.VALID,
        )
        for award in awards
    ]
