"""`/cms/statements/`: the words that people sign, written by whoever keeps the rules."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certification import names, schemes, statements
from certification.asked import attested_in
from certification.desks import head, only_keepers
from certification.models import Scheme, Statement
from certification.statement_forms import CodeForm, StatementForm
from office import organisation

DESK = "statement_desk"
LONGEST = Statement._meta.get_field("code").max_length


def urls():
    return [
        path("statements/", index, name=DESK),
        path("statements/new/", new, name="statement_new"),
        path("statements/of/<slug:code>/", write, name="statement_write"),
    ]


@dataclass(frozen=True)
class Row:
    """`state` in words; `lacks` are languages; `rules` ask for it, by their titles."""

    code: str
    title: str
    state: str
    lacks: list[str]
    rules: list[str]

    @property
    def url(self) -> str:
        return reverse("statement_write", args=[self.code])


@require_safe
def index(request):
    only_keepers(request)
    context = {"rows": _rows(get_language() or ""), **head(DESK)}
    return render(request, "certification/cms/statements.html", context)


def _rows(language: str) -> list[Row]:
    """All that have words, and all that a published rule asks for. A few statements."""
    asked = _asked(language)
    kept = {each.code: each for each in Statement.objects.all()}
    codes = sorted({*asked, *kept, *statements.shipped_codes()})
    titles = statements.titles_of(codes)
    return [_row(code, titles[code], kept.get(code), asked.get(code, [])) for code in codes]


def _row(code: str, title: str, kept: Statement | None, rules: list[str]) -> Row:
    found = kept or statements.shipped(code)
    if found is None:
        return Row(code, title, _("No words yet"), [], rules)
    state = _("Your own words") if kept else _("The words that came with this site")
    lacks = [name for each, name in organisation.languages() if not found.texts.get(each)]
    return Row(code, title, state, lacks, rules)


def _asked(language: str) -> dict[str, list[str]]:
    """By code, the titles of the rules that ask for it; what is no code can't be signed."""
    published = list(Scheme.objects.published())
    titles = schemes.titles_of(published, language)
    found: dict[str, list[str]] = {}
    for pk, rule in schemes.rules_of(published).items():
        for code in {each.statement for each in attested_in(rule.current)}:
            if names.CODE.fullmatch(code):
                found.setdefault(code, []).append(titles[pk])
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    only_keepers(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return redirect("statement_write", form.cleaned_data["code"])
    context = {"form": form, **head(DESK, _("A new statement"))}
    status = 422 if form.is_bound else 200
    return render(request, "certification/cms/statement_new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, code):
    """Begin, or change; nothing that was signed changes by it."""
    only_keepers(request)
    if len(code) > LONGEST:
        raise Http404
    statement = statements.words_of(code) or Statement(code=code)
    form = StatementForm(request.POST if request.method == "POST" else None, statement=statement)
    if not form.is_bound:
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, mark=request.POST.get("mark", ""), status=422)
    return _written(request, form)


def _written(request, form: StatementForm):
    code, mark = form.statement.code, request.POST.get("mark", "")
    by, at = request.user, timezone.now()
    try:
        statements.write(code, **form.words(), seen_before=mark, by=by, at=at)
    except statements.WrittenMeanwhile:
        messages.error(request, _("Somebody wrote here meanwhile. Look at both, then save again."))
        return _page(request, form, theirs=form.statement, status=409)
    messages.success(request, _("The words are kept."))
    return redirect(DESK)


def _page(request, form: StatementForm, *, mark="", theirs: Statement | None = None, status=200):
    statement = form.statement
    there = statements.words_of(statement.code)
    context = {
        "form": form,
        "statement": statement,
        "mark": mark or statements.seen(there),
        "theirs": [(lang, theirs.titles.get(lang, ""), text) for lang, text in theirs.texts.items()]
        if theirs
        else [],
        "signed": statements.signed_versions(statement.code),
        "now": set(there.texts.values()) if there else set(),
        **head(DESK, statement.title),
    }
    return render(request, "certification/cms/statement.html", context, status=status)
