"""What each group may do in the editors' part, and nothing besides."""

from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.images.permissions import permission_policy as pictures
from wagtail.models import Page

from people.groups import derive_groups, lay_groups
from people.models import Role, User
from tests.conftest import come_in
from tests.people.factories import RoleHeldFactory, UserFactory

TODAY = date(2027, 3, 1)
pytestmark = pytest.mark.django_db


def in_role(role, **values):
    person = RoleHeldFactory(role=role, **values).person
    derive_groups(person, TODAY)
    return User.objects.get(pk=person.pk)  # permissions are kept on the object


def home(language="en"):
    return Page.objects.get(depth=2, slug=language)


def on_page(person, page):
    tester = page.permissions_for_user(person)
    asked = {
        "add": tester.can_add_subpage,
        "change": tester.can_edit,
        "publish": tester.can_publish,
    }
    return {name for name, ask in asked.items() if ask()}


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (Role.CONTENT_EDITOR, {"add", "change"}),
        (Role.TRANSLATOR, {"change"}),
        (Role.PUBLISHER, {"change", "publish"}),
        (Role.COORDINATOR, set()),
        (Role.ADMINISTRATOR, set()),
        (Role.SUPERVISOR, set()),
        (Role.GUEST, set()),
    ],
)
def test_rights_on_pages(role, rights):
    assert on_page(in_role(role), home()) == rights


def test_nobody_touches_the_root():
    root = Page.objects.get(depth=1)
    assert not any(on_page(in_role(role), root) for role in Role)


def test_a_role_for_one_language_ends_at_that_language():
    person = in_role(Role.TRANSLATOR, language="fr")
    assert on_page(person, home("fr")) == {"change"}
    assert on_page(person, home("en")) == set()


def test_rights_on_pictures():
    may = {
        role: {
            act
            for act in ("add", "change", "choose")
            if pictures.user_has_permission(in_role(role), act)
        }
        for role in (Role.CONTENT_EDITOR, Role.PUBLISHER, Role.TRANSLATOR, Role.COORDINATOR)
    }
    assert may == {
        Role.CONTENT_EDITOR: {"add", "change", "choose"},
        Role.PUBLISHER: {"choose"},
        Role.TRANSLATOR: set(),
        Role.COORDINATOR: set(),
    }


def test_who_sends_a_page_to_be_translated():
    sends = {role for role in Role if in_role(role).has_perm("wagtail_localize.submit_translation")}
    assert sends == {Role.CONTENT_EDITOR, Role.TRANSLATOR}


def test_who_comes_in_at_all():
    inside = {role for role in Role if in_role(role).has_perm("wagtailadmin.access_admin")}
    assert inside == {
        Role.CONTENT_EDITOR,
        Role.TRANSLATOR,
        Role.PUBLISHER,
        Role.COORDINATOR,
        Role.ADMINISTRATOR,
    }


def test_a_group_given_by_hand_is_taken_away(ana):
    ana.groups.add(Group.objects.create(name="Friends"))
    derive_groups(ana, TODAY)
    assert not ana.groups.exists()


def test_a_right_given_by_hand_is_taken_away():
    """Wagtail's own first migration gives its “Editors” rights at the root."""
    person = in_role(Role.COORDINATOR)
    group = person.groups.get()
    group.page_permissions.create(page=home(), permission=_permission("publish_page"))
    lay_groups()
    assert on_page(User.objects.get(pk=person.pk), home()) == set()


def _permission(codename):
    return Permission.objects.get(codename=codename)


def test_laying_again_changes_nothing(django_assert_max_num_queries):
    lay_groups()
    with django_assert_max_num_queries(400) as queries:
        lay_groups()
    assert not [q for q in queries if q["sql"].startswith(("INSERT", "DELETE"))]


def test_deriving_again_is_cheap(django_assert_max_num_queries):
    person = in_role(Role.PUBLISHER)
    with django_assert_max_num_queries(4):
        derive_groups(person, TODAY)


def test_signing_in_brings_the_groups_of_today(client):
    held = RoleHeldFactory(role=Role.PUBLISHER, person=UserFactory(sign_in_name="pia"))
    come_in(client, held.person)
    assert [group.name for group in held.person.groups.all()] == ["Publishers"]
