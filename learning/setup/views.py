"""The pages of the guide."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from learning import look, supporting
from learning.organising import MORE, SUPPORT, TOPICS, form_of, may_organise
from learning.setup import links, mail_test, shipped, steps
from office import organisation
from people import api as people

READ_AND_POST = ["GET", "HEAD", "POST"]
REFERRER = "strict-origin"  # others learn our origin at most, never the address, which is a key
SKIP = "skip"  # the button that leaves a step for later
FORMS = {topic.slug: topic for topic in TOPICS}


def in_a_language(request, token=""):
    """The address that was printed knows no language; the browser does."""
    return redirect("setup_link", token) if token else redirect("setup")


@never_cache
@sensitive_post_parameters()
@require_http_methods(READ_AND_POST)
def link(request, token):
    """Looking changes nothing; the last POST makes the first administrator."""
    try:
        response = _begin(request, links.find(token, at=timezone.now()))
    except links.NotOpen:
        request.page_path = f"/{get_language()}/setup/"
        response = render(request, "learning/setup/not_open.html", status=404)
    response["Referrer-Policy"] = REFERRER
    return response


def _begin(request, link):
    form = people.Founder(request.POST or None, language=get_language())
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "learning/setup/begin.html", {"form": form}, status=status)
    try:
        person = _found(link, form)
    except people.NameTaken:
        form.add_error("sign_in", _("Somebody else signs in with this name. Choose another."))
        return render(request, "learning/setup/begin.html", {"form": form}, status=422)
    people.let_in(request, person, device=form.cleaned_data["device"])
    return redirect("setup")


@transaction.atomic
def _found(link, form):
    links.hold(link)
    try:
        person = people.found(
            sign_in_name=form.cleaned_data["sign_in"],
            chosen_name=form.cleaned_data["chosen_name"],
            password=form.cleaned_data["password1"],
            languages=form.languages(),
            time_zone=form.cleaned_data["time_zone"],
        )
    except people.AlreadyFounded:
        raise links.NotOpen from None
    links.end_all()
    return person


def only_who_organises(view):
    """To everybody else there is no guide."""

    @login_required
    def guarded(request, *args, **rest):
        if not may_organise(request):
            raise Http404
        return view(request, *args, **rest)

    return guarded


@never_cache
@only_who_organises
@require_safe
def guide(request):
    """All the steps; the first open one is the one to go on with."""
    rows = steps.rows()
    to = steps.first_open()
    return render(request, "learning/setup/guide.html", {"rows": rows, "to": to})


@never_cache
@only_who_organises
@require_http_methods(READ_AND_POST)
def step(request, slug):
    here = steps.find(slug)
    if here is None:
        raise Http404
    if SKIP in request.POST:
        steps.mark(slug, steps.LEFT)
        return _on(slug)
    if slug in FORMS:
        return _topic(request, here)
    return {"mail": _mail, "people": _people, "courses": _courses}[slug](request, here)


def _on(slug: str):
    after = steps.first_open(slug)
    return redirect(after.url) if after else redirect("ready")


def _done(slug: str):
    steps.mark(slug, steps.DONE)
    return _on(slug)


def _page(request, here, template, **context):
    status = 422 if getattr(context.get("form"), "errors", None) else 200
    context |= {"here": here, "rows": steps.rows()}
    return render(request, f"learning/setup/{template}.html", context, status=status)


def _topic(request, here):
    form = form_of(FORMS[here.slug], request)
    if form.is_bound and form.is_valid():
        form.save(by=request.user)
        return redirect(here.url) if MORE in request.POST else _done(here.slug)
    logo = look.of(organisation.current()).logo
    lacks = supporting.lacks() if here.slug == SUPPORT else []
    return _page(request, here, "topic", form=form, logo=logo, lacks=lacks)


def _mail(request, here):
    """Sending does not leave the page: first see whether it arrived."""
    if request.method == "POST" and "sent" in request.POST:
        return _done(here.slug)
    form = mail_test.Address(request.POST or None)
    values = {"has_mail": mail_test.has_mail(), "server": mail_test.server(), "sent_to": ""}
    if form.is_bound and form.is_valid():
        address = form.cleaned_data["address"]
        try:
            mail_test.send(address)
            values["sent_to"] = address
        except mail_test.NotSent as trouble:
            words = _("The mail server did not take it (%(trouble)s). Tell who runs the server.")
            form.add_error("address", words % {"trouble": trouble})
    return _page(request, here, "mail", form=form, **values)


def _people(request, here):
    if request.method == "POST":
        return _done(here.slug)
    return _page(request, here, "people")


def _courses(request, here):
    if request.method == "POST":
        if shipped.ask_for(request.POST.getlist("course")):
            words = _("The courses are being taken in. That takes a minute or two.")
            messages.success(request, words)
        return _done(here.slug)
    return _page(request, here, "courses", shipped=shipped.all_of_them(get_language()))
