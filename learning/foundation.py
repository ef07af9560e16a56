"""What every site stands on: one Locale and one home page per language, one shelf of courses, and
Wagtail's Site at our address. Laid after every `migrate`, safe to repeat.

After `migrate` rather than in a migration: a new language (LANGUAGES) needs it too, and Django's
test runner flushes tables without replaying migrations.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, Locale, Page, Site

from courses.api import lay_workflow, shelf_for, sum_up_languages
from learning.languages import opening
from learning.models import HomePage


def lay(**kwargs):
    """Make what is missing; leave what is there."""
    ContentType.objects.clear_cache()  # an emptied table gives its kinds new numbers
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    locales = [
        Locale.objects.get_or_create(language_code=code)[0] for code, _ in settings.LANGUAGES
    ]
    root = Page.get_first_root_node() or Page.add_root(
        title="Root", slug="root", locale=locales[0], url_path="/"
    )
    homes = [_home(root, locale) for locale in locales]
    for home in homes[1:]:
        _join(home, homes[0])
    shelves = [shelf_for(home) for home in homes]
    for shelf in shelves[1:]:
        _join(shelf, shelves[0])
    lay_workflow(shelves)
    opening.settle()
    _site(homes[0])
    sum_up_languages()


def lay_language(code: str) -> None:
    """The same for one that settings do not name yet: it stands there, and nobody is led to it."""
    locale = Locale.objects.get_or_create(language_code=code)[0]
    first = HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE)
    home = _home(Page.get_first_root_node(), locale)
    _join(home, first)
    shelf = shelf_for(home)
    _join(shelf, shelf_for(first))
    lay_workflow([shelf])
    opening.hide([code])
    sum_up_languages()


def _home(root: Page, locale: Locale) -> HomePage:
    home = HomePage.objects.filter(locale=locale).first()
    if home:
        return home
    Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()
    root.refresh_from_db()
    home = HomePage(title=settings.WAGTAIL_SITE_NAME, slug=locale.language_code, locale=locale)
    return root.add_child(instance=home)


def _join(page: Page, source: Page) -> None:
    """Say that two pages are one in two languages."""
    if page.translation_key != source.translation_key:
        page.translation_key = source.translation_key
        page.save(update_fields=["translation_key"])


def _site(home: HomePage) -> None:
    parts = urlsplit(settings.SITE_URL)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    known = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    wanted = {"hostname": parts.hostname, "port": port, "root_page_id": home.pk}
    if any(getattr(known, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(known, name, value)
        known.save()
