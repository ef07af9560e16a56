"""The words that people sign: the organisation's own, the shipped ones until it has written any."""

import yaml
from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from certification.models import Statement
from office import audit

SHIPPED = settings.ROOT / "content" / "statements"


def words_of(code: str) -> Statement | None:
    """The organisation's words, else the shipped ones (not kept); None where there are none."""
    return Statement.objects.filter(code=code).first() or shipped(code)


def shipped(code: str) -> Statement | None:
    path = SHIPPED / f"{code}.yaml"
    if not code.replace("-", "").isalnum() or not path.is_file():
        return None
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Statement(code=code, titles=found["titles"], texts=found["texts"])


def shipped_codes() -> list[str]:
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def titles_of(codes) -> dict[str, str]:
    """In the language of the moment; a code that has no words stands for itself. One statement."""
    kept = {each.code: each for each in Statement.objects.filter(code__in=list(codes))}
    return {code: _title(kept.get(code) or shipped(code), code) for code in codes}


def _title(statement: Statement | None, code: str) -> str:
    return statement.title if statement else code.replace("-", " ").capitalize()


def text_in(statement: Statement, language: str | None = None) -> tuple[str, str]:
    """The words and the language they stand in: this one, else the first that there is."""
    language = language or get_language() or ""
    if statement.texts.get(language):
        return statement.texts[language], language
    return next(((text, each) for each, text in statement.texts.items() if text), ("", ""))


@transaction.atomic
def write(code: str, *, titles: dict, texts: dict, by, at) -> Statement:
    """What was signed before keeps the words it was signed with."""
    kept, _made = Statement.objects.update_or_create(
        code=code, defaults={"titles": titles, "texts": texts}
    )
    audit.note(
        "wrote statement",
        by=by,
        object_kind="certification.statement",
        object_key=kept.code,
        at=at,
    )
    return kept
