"""wagtail-localize's “Sync translated pages”: it reads new texts, and publishes nothing here.

What is public is compared by itself when it is published; only a page that is not public yet needs
this. Publishing a translation goes by its review, or by a reason that is kept.
"""

from django.contrib import messages
from django.forms import HiddenInput
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.views.update_translations import UpdateTranslationsView


def urls_of_editor():
    """Its address, which must stand before wagtail-localize's own."""
    return [path("localize/update/<int:translation_source_id>/", Sync.as_view())]


class Sync(UpdateTranslationsView):
    def dispatch(self, request, *args, **kwargs):
        page = self.get_object().get_source_instance()
        if isinstance(page, Page) and page.live:
            words = _("Translations are compared by themselves whenever this page is published.")
            messages.info(request, words)
            return redirect("wagtailadmin_pages:edit", page.pk)
        if isinstance(page, Page) and not page.permissions_for_user(request.user).can_edit():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form(self):
        form = super().get_form()
        if issubclass(self.get_object().specific_content_type.model_class(), Page):
            field = form.fields["publish_translations"]
            field.disabled, field.widget = True, HiddenInput()
        return form
