"""`/cms/organisation/`: what the organisation says of itself, a page for each topic.

For administrators; who coordinates opens the list of other people who can help, and nothing else.
To everybody else who works in the editor there is no such page.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from learning import look, supporting
from learning.languages import opening
from office import organisation_forms as forms
from office import support
from office.organisation import Frame, current, exit_target, languages
from office.support_form import Support
from people import api as people

MORE = "more"  # the button that saves and stays
SUPPORT = "support"


@dataclass(frozen=True)
class Topic:
    """One page: its form, what it is called, why it matters."""

    slug: str
    form: type[forms.Topic]
    icon: str
    title: Promise
    why: Promise


TOPICS = (
    Topic(
        "names",
        forms.Names,
        "site",
        gettext_lazy("Names"),
        gettext_lazy("The full name stands inside. The short one is what others might see."),
    ),
    Topic(
        "look",
        forms.Look,
        "image",
        gettext_lazy("Logo and colour"),
        gettext_lazy("People know at once that they are at the right place."),
    ),
    Topic(
        "languages",
        forms.Tongues,
        "globe",
        gettext_lazy("Languages and time zone"),
        gettext_lazy("People choose among the languages that you offer."),
    ),
    Topic(
        "way-out",
        forms.WayOut,
        "logout",
        gettext_lazy("Leaving quickly"),
        gettext_lazy("Whoever must leave at once lands on this page."),
    ),
    Topic(
        "ask",
        forms.Ask,
        "user",
        gettext_lazy("Someone to ask"),
        gettext_lazy("Whoever is stuck finds this person at the foot of every page."),
    ),
    Topic(
        SUPPORT,
        Support,
        "help",
        gettext_lazy("Other people who can help"),
        gettext_lazy("A list for times when you are not there. Visitors can read it too."),
    ),
)


def urls():
    return [
        path("organisation/", index, name="organisation"),
        path("organisation/support/right/", still_right, name="support_still_right"),
        path("organisation/<slug:slug>/", topic, name="organisation_topic"),
    ]


def may_organise(request) -> bool:
    return people.may(request.user, "change", "organisation")


def may_keep(request, slug: str) -> bool:
    if slug == SUPPORT:
        return supporting.may_keep(request.user)
    return may_organise(request)


def form_of(topic: Topic, request) -> forms.Topic:
    """As it was sent, or as it is kept."""
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    people = {"people": supporting.to_choose(request.user)} if topic.slug == SUPPORT else {}
    return topic.form(*data, host=request.get_host(), **people)


@require_safe
def index(request):
    _only_administrators(request)
    now = _as_it_is(current())
    rows = [{"topic": topic, "now": now[topic.slug]} for topic in TOPICS]
    return render(request, "learning/cms/organisation.html", {"rows": rows, **_head(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def topic(request, slug):
    chosen = next((topic for topic in TOPICS if topic.slug == slug), None)
    if chosen is None or not may_keep(request, slug):
        raise Http404
    is_sent = request.method == "POST"
    form = form_of(chosen, request)
    if is_sent and form.is_valid():
        form.save(by=request.user)
        opening.settle()
        messages.success(request, _("Kept."))
        stays = MORE in request.POST or not may_organise(request)
        return redirect("organisation_topic", slug) if stays else redirect("organisation")
    context = {"topic": chosen, "form": form, **_head(request, chosen)}
    if slug == SUPPORT:
        context["lacks"] = supporting.lacks()
    status = 422 if is_sent else 200
    return render(request, "learning/cms/organisation_topic.html", context, status=status)


@require_POST
def still_right(request):
    """One tap: somebody looked at it today."""
    if not supporting.may_keep(request.user):
        raise Http404
    mark, day = request.POST.get("right", ""), request.user.day()
    if support.still_right(mark, by=request.user, on=day):
        messages.success(request, _("Kept."))
    else:
        messages.warning(request, _("It was changed meanwhile. Look at it once more."))
    return redirect("organisation_topic", SUPPORT)


def _only_administrators(request) -> None:
    if not may_organise(request):
        raise Http404


def _head(request, topic: Topic | None = None) -> dict:
    """What Wagtail's header asks for. Nothing leads to a page that the reader cannot open."""
    way = reverse("organisation") if topic else ""
    first = [{"url": way, "label": _("Organisation")}] if may_organise(request) else []
    here = [{"url": "", "label": topic.title}] if topic else []
    return {
        "header_title": topic.title if topic else _("Organisation"),
        "header_icon": topic.icon if topic else "home",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            *first,
            *here,
        ],
        "logo": look.of(current()).logo,
        "may_organise": bool(first),
    }


def _as_it_is(org: Frame) -> dict[str, str]:
    """In one line for each topic."""
    nothing = _("Nothing yet")
    looks = [_("Logo")] * bool(org.logo) + [_("Colour")] * bool(org.colour)
    return {
        "names": f"{org.name} · {org.short_name}",
        "look": " · ".join(looks) or nothing,
        "languages": " · ".join(name for _code, name in languages()),
        "way-out": exit_target(),
        "ask": " · ".join(filter(None, (org.ask_name, org.ask_phone, org.ask_hours))) or nothing,
        "support": " · ".join(row.get("name", "") for row in org.support) or nothing,
    }
