"""The desk of rules in the editor, and what rules name beside it, for whoever keeps them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from certification import desks, provider_desk, rules_desk, statement_desk


@hooks.register("register_admin_urls")
def desk():
    return [*rules_desk.urls(), *statement_desk.urls(), *provider_desk.urls()]


class ForWhoKeepsRules(MenuItem):
    def is_shown(self, request):
        return desks.may_keep(request.user)


@hooks.register("register_admin_menu_item")
def rules_item():
    where = reverse(desks.RULES)
    words = gettext_lazy("Rules of certificates")
    return ForWhoKeepsRules(words, where, name="rules", icon_name="list-ul", order=270)
