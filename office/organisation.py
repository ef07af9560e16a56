"""The organisation as the site speaks of it: its names, whom to ask, where quick exit leads."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models


class Organisation(models.Model):
    """One row. The person to ask is a work contact that the organisation publishes."""

    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=30)
    ask_name = models.CharField(max_length=80, blank=True)
    ask_phone = models.CharField(max_length=40, blank=True)
    ask_hours = models.CharField(max_length=80, blank=True)
    exit_target = models.URLField(blank=True)

    def __str__(self):
        return self.name


@dataclass(frozen=True)
class Frame:
    """What every page says of the organisation."""

    name: str
    short_name: str
    ask_name: str = ""
    ask_phone: str = ""
    ask_hours: str = ""
    exit_target: str = ""


NOBODY_YET = Frame(name="Mainstay", short_name="Mainstay")


def current() -> Frame:
    """The organisation of this site; kept in the process for a short while."""
    row = Organisation.objects.order_by("pk").first()
    return Frame(**{f: getattr(row, f) for f in Frame.__dataclass_fields__}) if row else NOBODY_YET


def exit_target() -> str:
    return current().exit_target or settings.QUICK_EXIT_URL
