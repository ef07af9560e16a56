"""How the people stand whom somebody supervises: for their own page, without any list of others."""

from dataclasses import dataclass
from datetime import date

from certification import schemes, seeing
from certification.asked import MOST
from certification.in_words.lines import CREDENTIALS
from certification.models import Path, Standing
from supervision import api as supervision


@dataclass(frozen=True)
class Theirs:
    """`tells` says that the person wants a date known that is coming."""

    row: Standing
    title: str
    credential: str
    tells: bool


def standing_of_theirs(by, language: str, *, on: date) -> list[Theirs]:
    """Of rules that ask for supervision. A fixed number of statements, beside one for each rule."""
    people = supervision.supervisees_of(by, on=on)
    rows = Standing.objects.filter(person__in=people).select_related("person", "scheme")
    found = list(rows.defer("lines").order_by("person__chosen_name", "pk")[:MOST])
    known = {row.scheme_id: row.scheme for row in found}
    asks = {pk for pk, scheme in known.items() if seeing.asks_for_supervision(scheme)}
    titles = schemes.titles_of(known.values(), language)
    telling = Path.objects.live().filter(tells_supervisor=True, person__in=people)
    tells = set(telling.values_list("person", "scheme"))
    return [
        Theirs(
            row=row,
            title=titles[row.scheme_id],
            credential=str(CREDENTIALS[row.credential]),
            tells=(row.person_id, row.scheme_id) in tells,
        )
        for row in found
        if row.scheme_id in asks
    ]
