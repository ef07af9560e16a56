"""What every page of ours is: one address in all languages, no offer that nobody keeps."""

from wagtail.admin.panels import PublishingPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField


class BasePage(Page):
    """Access is decided on the course or the site, for every locale alike.

    Wagtail's per-page privacy protects one locale only (a restriction added after a translation
    exists leaves the translation open), so it is not offered. Nor are comments, whose mails name
    page and person. A time to publish is: the sweep acts on it.
    """

    private_page_options: list[str] = []
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]
    show_in_menus_default = False
    settings_panels = [PublishingPanel()]

    class Meta:
        abstract = True
