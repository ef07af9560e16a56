"""What each group may do in the editors' part, and nothing besides."""

from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.images.permissions import permission_policy as pictures
from wagtail.models import Page

from courses.models import CoursePage
from people.groups import derive_groups, lay_course, lay_groups
from people.models import Role, User
from tests.conftest import come_in
from tests.courses.builders import make_course, source_pages, translate
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
        (Role.REVIEWER, set()),
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
        Role.REVIEWER,
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


class TestForOneCourse:
    @pytest.fixture
    def ours(self):
        return make_course("ours", lessons=1)

    @pytest.fixture
    def theirs(self):
        return make_course("theirs", lessons=1)

    def pages(self, course):
        return Page.objects.filter(path__startswith=source_pages(course, CoursePage)[0].path)

    @pytest.mark.parametrize(
        ("role", "rights"),
        [
            (Role.CONTENT_EDITOR, {"add", "change"}),
            (Role.TRANSLATOR, {"change"}),
            (Role.PUBLISHER, {"change", "publish"}),
        ],
    )
    def test_rights_end_at_its_pages(self, ours, theirs, role, rights):
        person = in_role(role, course=ours.translation_key)
        assert {frozenset(on_page(person, page)) for page in self.pages(theirs)} == {frozenset()}
        assert on_page(person, home()) == set()
        found = [on_page(person, page.specific) for page in self.pages(ours)]
        assert found[0] == rights and all(each <= rights and each for each in found)

    def test_a_translator_of_it_has_its_page_in_that_language_alone(self, ours):
        translate(ours, "fr")
        translate(ours, "es")
        person = in_role(Role.TRANSLATOR, language="fr", course=ours.translation_key)
        pages = CoursePage.objects.filter(translation_key=ours.translation_key)
        spoken = {p.locale.language_code for p in pages if on_page(person, p)}
        assert spoken == {"fr"}

    def test_a_page_in_a_new_language_is_theirs_at_once(self, ours):
        person = in_role(Role.CONTENT_EDITOR, course=ours.translation_key)
        translate(ours, "ar")
        page = CoursePage.objects.get(
            translation_key=ours.translation_key, locale__language_code="ar"
        )
        assert on_page(User.objects.get(pk=person.pk), page) == {"add", "change"}

    def test_a_reviewer_of_it_has_no_page_at_all(self, ours):
        person = in_role(Role.REVIEWER, course=ours.translation_key)
        assert [group.name for group in person.groups.all()] == ["Reviewers"]
        assert not any(on_page(person, page) for page in self.pages(ours))

    def test_laying_again_changes_nothing(self, ours, django_assert_max_num_queries):
        in_role(Role.PUBLISHER, course=ours.translation_key)
        lay_groups()
        with django_assert_max_num_queries(40) as queries:
            lay_course(ours.translation_key)
        assert not [q for q in queries if q["sql"].startswith(("INSERT", "DELETE"))]

    def test_a_group_of_another_s_making_is_left_alone(self):
        group = Group.objects.create(name="Friends [of the house]")
        lay_groups()
        assert not group.permissions.exists()
