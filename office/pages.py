"""What every page of ours is: one address in all languages, no offer that nobody keeps."""

from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField


class BasePage(Page):
    """Access is decided on the course or the site, for every locale alike.

    Wagtail's per-page privacy protects one locale only (a restriction added after a translation
    exists leaves the translation open), so it is not offered. Nor are a time to publish, which
    nobody here would act on, and comments, whose mails name page and person.
    """

    private_page_options: list[str] = []
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]
    show_in_menus_default = False
    settings_panels: list = []

    class Meta:
        abstract = True
