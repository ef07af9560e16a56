"""Topics and pathways in the editor: whoever writes pages keeps them, by their role of today."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.models import Pathway, Topic
from courses.shape_forms import names_of
from people import api as people


class ByRole(BasePermissionPolicy):
    """Asked of roles, not of Wagtail's groups: these are derived, and know pages only."""

    def user_has_permission(self, user, action):
        return user.is_authenticated and (
            people.courses_for(user, "write", "page", whole=True) is None
        )

    def user_has_any_permission(self, user, actions):
        return self.user_has_permission(user, "change")

    def users_with_any_permission(self, actions):
        return get_user_model().objects.none()


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    permission_policy = ByRole(Topic)
    add_to_admin_menu = True
    menu_label = _("Topics")
    menu_name = "topics"
    menu_order = 245
    list_display = ["__str__", "code"]
    search_fields = ["code"]
    panels = [
        FieldPanel("code"),
        MultiFieldPanel([FieldPanel(n) for n in names_of("names")], heading=_("Name")),
    ]


class PathwayViewSet(SnippetViewSet):
    model = Pathway
    icon = "list-ol"
    permission_policy = ByRole(Pathway)
    add_to_admin_menu = True
    menu_label = _("Pathways")
    menu_name = "pathways"
    menu_order = 246
    list_display = ["__str__", "slug", "is_shown"]
    search_fields = ["slug"]
    panels = [
        MultiFieldPanel([FieldPanel(n) for n in names_of("titles")], heading=_("Title")),
        MultiFieldPanel([FieldPanel(n) for n in names_of("summaries")], heading=_("Summary")),
        FieldPanel("slug"),
        FieldPanel("roles"),
        FieldPanel("steps"),
        FieldPanel("is_shown"),
    ]
