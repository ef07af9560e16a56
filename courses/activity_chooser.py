"""Choosing an activity for a lesson: by title, language and date, with a way to look at it."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.permissions import page_permission_policy

from courses.models import H5PActivity


class _ForWhoWrites:
    """Only for who may write pages: Wagtail asks no more than that somebody may open the editor."""

    def dispatch(self, request, *args, **kwargs):
        if not page_permission_policy.user_has_any_permission(request.user, ["add", "change"]):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class _Columns(_ForWhoWrites):
    ordering = "title"

    @property
    def columns(self):
        return [
            *super().columns,
            Column("language", label=_("Language")),
            Column("kind", label=_("Kind"), accessor="package.main_library"),
            Column("at", label=_("Added"), accessor="package.taken_in_at"),
        ]

    def get_object_list(self):
        return H5PActivity.objects.select_related("package").order_by("title", "pk")


class Choose(_Columns, ChooseView):
    pass


class ChooseResults(_Columns, ChooseResultsView):
    pass


class Chosen(_ForWhoWrites, ChosenView):
    pass


class ChosenMultiple(_ForWhoWrites, ChosenMultipleView):
    pass


class Chooser(ChooserViewSet):
    model = H5PActivity
    icon = "media"
    choose_one_text = _("Choose an activity")
    choose_another_text = _("Choose another activity")
    edit_item_text = _("Look at this activity")
    choose_view_class = Choose
    choose_results_view_class = ChooseResults
    chosen_view_class = Chosen
    chosen_multiple_view_class = ChosenMultiple


chooser = Chooser("activity_chooser", url_prefix="activities/choose")
