"""`/cms/po/`: pages and courses as PO files, for translators who work in tools of their own.

Whoever may change the page in that language may; to everybody else there is no such address. The
addresses at which wagtail-localize would take a file are ours, too, so that none comes in unseen.
"""

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from courses.languages import po_files, share
from courses.languages.po_files import OF_COURSE, OF_PAGE
from courses.models import Course, CoursePage
from courses.models.pages import COURSE_PATH, CourseTreePage
from office import po
from people import api as people

CATALOGUE = "text/x-gettext-translation; charset=utf-8"
TITLE = gettext_lazy("PO files")
WRITERS = {people.Role.CONTENT_EDITOR, people.Role.TRANSLATOR, people.Role.PUBLISHER}


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The file"),
        widget=forms.FileInput({"accept": ".po"}),
        help_text=gettext_lazy("Texts that are empty or marked as doubtful are left as they are."),
    )


def urls():
    page, course = "po/page/<int:pk>/<slug:language>/", "po/course/<slug:slug>/<slug:language>/"
    return [
        path("po/<slug:language>/", index, name="po_index"),
        path(page, of_page, name="po_page"),
        path(f"{page}texts.po", page_file, name="po_page_file"),
        path(course, of_course, name="po_course"),
        path(f"{course}texts.po", course_file, name="po_course_file"),
    ]


def urls_of_editor():
    """wagtail-localize's addresses, which must stand before its own."""
    one = "localize/translate/<int:pk>/pofile/"
    return [
        path(f"{one}download/", editor_download),
        path(f"{one}upload/", editor_upload),
    ]


def may_translate(user, page: Page, language: str) -> bool:
    """Whether they may change this page in that language; where it is not there yet, what stands
    nearest above it. What is not public is for whoever may edit it."""
    if not user.is_authenticated or page.locale.language_code == language:
        return False
    keys = [each.translation_key for each in page.get_ancestors(inclusive=True).filter(depth__gt=1)]
    there = Page.objects.filter(translation_key__in=keys, locale__language_code=language)
    nearest = there.order_by("-depth").first()
    is_begun = nearest is not None and nearest.translation_key == page.translation_key
    if not (page.live or is_begun or page.permissions_for_user(user).can_edit()):
        return False
    if nearest and nearest.permissions_for_user(user).can_edit():
        return True
    root = CoursePage.objects.filter(path=page.path[:COURSE_PATH]).first()
    return bool(root) and _writes(people.reach(user, user.day()), root.translation_key, language)


def _writes(reach, course, language: str) -> bool:
    """Of a role for one course, whose pages in that language may not be there yet."""
    return bool(WRITERS & reach.roles(course=course, language=language))


def is_for(user, page: Page) -> bool:
    """Whether this page is a translation that they may change."""
    return not page.is_source() and page.permissions_for_user(user).can_edit()


@require_safe
def index(request, language):
    """Their courses, with how far each is in that language."""
    _locale(language)
    reach = people.reach(request.user, request.user.day())
    if not any(role in WRITERS and spoken in ("", language) for role, spoken, _key in reach.held):
        raise Http404
    begun = Q(live=True) | Q(locale__language_code=language)
    known = set(CoursePage.objects.filter(begun).values_list("translation_key", flat=True))
    theirs = [
        each
        for each in share.by_course(language)
        if each.key in known and _writes(reach, each.key, language)
    ]
    context = {"language": language, "courses": theirs, **_head()}
    return render(request, "courses/cms/po_index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def of_page(request, pk, language):
    page = _page(request, pk, language)
    return _desk(request, _of_page(page, language))


@require_safe
def page_file(request, pk, language):
    return _file(_of_page(_page(request, pk, language), language))


@require_http_methods(["GET", "HEAD", "POST"])
def of_course(request, slug, language):
    return _desk(request, _of_course(request, slug, language))


@require_safe
def course_file(request, slug, language):
    return _file(_of_course(request, slug, language))


@require_safe
def editor_download(request, pk):
    return _file(_of_editor(request, pk))


@require_POST
def editor_upload(request, pk):
    """From wagtail-localize's own screen; back there when all went well."""
    return _desk(request, _of_editor(request, pk), back=request.POST.get("next", ""))


class _Work:
    """What a file is of: its pages, its language, what its head must say, where it is at home."""

    def __init__(self, pages, language: str, head: dict, title: str, address: tuple):
        self.language, self.head, self.title, self.address = language, head, title, address
        self.pages = list(pages)

    @property
    def url(self) -> str:
        return reverse(self.address[0], args=self.address[1:])

    @property
    def file_url(self) -> str:
        return reverse(f"{self.address[0]}_file", args=self.address[1:])

    def sheets(self):
        return po_files.sheets(self.pages, self.language)


def _of_page(page: Page, language: str) -> _Work:
    head = {OF_PAGE: str(page.translation_key)}
    return _Work([page], language, head, page.title, ("po_page", page.pk, language))


def _of_course(request, slug: str, language: str) -> _Work:
    course = get_object_or_404(Course, slug=slug)
    root = get_object_or_404(
        CoursePage,
        translation_key=course.translation_key,
        locale__language_code=course.source_locale,
    )
    _only(request, root, language)
    pages = root.get_descendants(inclusive=True).live().select_related("locale").order_by("path")
    head = {OF_COURSE: str(course.translation_key)}
    address = ("po_course", slug, language)
    return _Work(pages.specific(), language, head, root.title, address)


def _of_editor(request, pk: int) -> _Work:
    translation = get_object_or_404(Translation.objects.select_related("source"), pk=pk)
    source = translation.source.get_source_instance()
    if not isinstance(source, Page):
        raise Http404
    language = translation.target_locale.language_code
    return _of_page(_page(request, source.pk, language), language)


def _page(request, pk: int, language: str) -> Page:
    """The page in the language it was written in, whichever of its languages was named."""
    page = get_object_or_404(Page.objects.select_related("locale").filter(depth__gt=1), pk=pk)
    page = _source(page.specific)
    _only(request, page, language)
    return page


def _source(page: Page) -> Page:
    if isinstance(page, CourseTreePage):
        root = CoursePage.objects.filter(path=page.path[:COURSE_PATH]).first()
        course = root and Course.objects.filter(translation_key=root.translation_key).first()
        code = course.source_locale if course else page.locale.language_code
    else:
        code = Locale.get_default().language_code
    twins = page.get_translations(inclusive=True).filter(locale__language_code=code)
    return (twins.select_related("locale").first() or page).specific


def _only(request, page: Page, language: str) -> None:
    _locale(language)
    if not may_translate(request.user, page, language):
        raise Http404


def _locale(language: str) -> Locale:
    return get_object_or_404(Locale, language_code=language)


def _file(work: _Work):
    answer = HttpResponse(
        po_files.written(work.sheets(), work.language, work.head), content_type=CATALOGUE
    )
    answer["Content-Disposition"] = f'attachment; filename="texts-{work.language}.po"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _desk(request, work: _Work, back: str = ""):
    is_sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if is_sent else FileForm()
    faults: list[po.Fault] = []
    if is_sent and form.is_valid():
        data = form.cleaned_data["file"].read(po.LARGEST + 1)
        try:
            taken = po_files.take_in(work.sheets(), work.language, data, work.head, by=request.user)
        except po.Refused as refusal:
            form.add_error("file", _("Nothing of this file was kept. The list above says why."))
            faults = refusal.faults
        else:
            words = _("%(changed)d texts were kept as a draft, %(same)d were as before.")
            messages.success(request, words % vars(taken))
            if taken.left:
                words = _("%(left)d were empty or doubtful, and left as they are.")
                messages.info(request, words % vars(taken))
            return redirect(_back(request, back) or work.url)
    done, total = po_files.done(work.sheets())
    context = {
        "work": work,
        "form": form,
        "faults": faults,
        "done": done,
        "total": total,
        "name": people.language_name(work.language),
        **_head(work.title),
    }
    return render(request, "courses/cms/po.html", context, status=422 if is_sent else 200)


def _back(request, address: str) -> str:
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()})
    return address if address and is_ours else ""


def _head(title: str = "") -> dict:
    """What Wagtail's header asks for."""
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    here = [{"url": "", "label": title}] if title else []
    return {
        "header_title": title or TITLE,
        "header_icon": "doc-full",
        "breadcrumbs_items": [home, {"url": "", "label": TITLE}, *here],
    }
