"""People made for a test, with the traits that a test is about."""

import datetime

import factory
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

from people.models import Role, RoleHeld, Team, User

LONG_AGO = datetime.date(2020, 1, 1)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        without_address = factory.Trait(email=None)
        retired = factory.Trait(is_active=False)
        abroad = factory.Trait(time_zone="Pacific/Kiritimati")  # fourteen hours ahead

    sign_in_name = factory.Sequence("person{}".format)
    chosen_name = factory.LazyAttribute(lambda made: made.sign_in_name.title())
    email = factory.LazyAttribute(lambda made: f"{made.sign_in_name}@example.org")

    @factory.post_generation
    def password(self, create, given, **options):
        self.set_password(given or "a calm password")
        self.save(update_fields=["password"])


class TeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Team

    name = factory.Sequence("Team {}".format)


class RoleHeldFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RoleHeld

    class Params:
        ended = factory.Trait(until_day=LONG_AGO)

    person = factory.SubFactory(UserFactory)
    role = Role.TRAINEE
    from_day = LONG_AGO


def give_every_right(group="Publishers"):
    """What no role has: every permission that Django and Wagtail know, on every page."""
    everything = Group.objects.get(name=group)
    everything.permissions.set(Permission.objects.all())
    root = Page.objects.get(depth=1)
    for right in Permission.objects.filter(content_type__model="page"):
        GroupPagePermission.objects.get_or_create(group=everything, page=root, permission=right)
