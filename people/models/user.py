"""An account: a way to sign in, a name to be called by, and the languages a person reads."""

import secrets
import unicodedata
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office.sealed import SealedTextField

SALT_BYTES = 16


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def all_languages() -> list[str]:
    return [settings.LANGUAGE_CODE]


def check_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("Choose a time zone from the list, such as Europe/Madrid."))


def as_sign_in_name(text: str) -> str:
    """One spelling for what looks the same, so that Ana and ana are one person everywhere.

    Done here and not by the database: SQLite folds ASCII letters only.
    """
    return unicodedata.normalize("NFKC", text).strip().lower()


class UserQuerySet(models.QuerySet):
    def signs_in_with(self, typed):
        """Whoever signs in with this name or address, however it is written: nobody, or one."""
        if "@" in typed:
            return self.filter(email=typed.strip().lower())
        return self.filter(sign_in_name=as_sign_in_name(typed))

    def visible_to(self, by, on=None):
        """Whom `by` may look up that day: administrators everybody, coordinators the people of
        their teams, everybody else themselves. The queryset twin of may(by, "see", person)."""
        roles = by.roles_held.model.objects.on(on or by.day())
        if roles.filter(person=by).filter(
            models.Q(role="administrator") | models.Q(role="coordinator", team=None)
        ):
            return self.all()
        teams = roles.filter(person=by, role="coordinator").values("team")
        in_them = roles.filter(team__in=teams).values("person")
        return self.filter(models.Q(pk=by.pk) | models.Q(pk__in=in_them))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_queryset(self):
        """Without the sealed name, which hardly any page needs; read, it costs its own query."""
        return super().get_queryset().defer("legal_name")

    def create_user(self, sign_in_name, password=None, **fields):
        """A new account; without a password nobody can sign in to it yet."""
        user = self.model(sign_in_name=sign_in_name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, sign_in_name):
        return self.get(sign_in_name=as_sign_in_name(sign_in_name))


class NotifyBy(models.TextChoices):
    """How a person is told something; it always stands inside the site as well."""

    MAIL = "mail", _("By mail, at once")
    INSIDE = "inside", _("Only here, inside the site")


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """One person.

    Personal data: both names (legal_name sealed), mail address, languages, time zone. Kept until
    retirement, which empties them and keeps the row, because what others can prove refers to it.

    `needs_second_factor` is derived from the roles of today, so that no page asks for them.
    `is_active` is false while an account is closed; `retired_at` says that it is closed for good.
    """

    sign_in_name = models.CharField(
        _("sign-in name"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[\w.-]+\Z", _("Use letters, numbers, dots and hyphens."))],
    )
    email = models.EmailField(_("email address"), unique=True, null=True, blank=True)
    chosen_name = models.CharField(_("name to be called by"), max_length=80)
    legal_name = SealedTextField(_("legal name"), blank=True, default="")
    languages = models.JSONField(_("languages I read, in order"), default=all_languages)
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="UTC", validators=[check_time_zone]
    )
    notify_by = models.CharField(
        _("how I am told"), max_length=10, choices=NotifyBy.choices, default=NotifyBy.MAIL
    )
    private_salt = models.BinaryField(max_length=SALT_BYTES, default=new_salt, editable=False)
    needs_second_factor = models.BooleanField(default=False, editable=False)
    is_active = models.BooleanField(default=True)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    held_noted: tuple | None = None  # roles of a day, for one request: people.roles.note_roles
    objects = UserManager()
    USERNAME_FIELD = "sign_in_name"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            # The flag would open every page of Wagtail, past every role; here it opens nothing.
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="no_superusers")
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """What others read: the chosen name; of somebody who left, only that they did."""
        if self.retired_at:
            return gettext("Somebody who left")
        return self.chosen_name or self.sign_in_name

    def save(self, *args, **kwargs):
        self.sign_in_name = as_sign_in_name(self.sign_in_name)
        # Two people without an address must not collide: unique allows many NULLs, one "".
        self.email = self.email.lower() if self.email else None
        super().save(*args, **kwargs)

    def get_full_name(self):
        return str(self)

    get_short_name = get_full_name

    @property
    def zone(self) -> tzinfo:
        """Theirs; UTC where the machine no longer knows the name, rather than a closed door."""
        try:
            return ZoneInfo(self.time_zone)
        except (ValueError, OSError, KeyError):
            return UTC

    def day(self, at: datetime | None = None) -> date:
        """The calendar day where this person is."""
        return (at or timezone.now()).astimezone(self.zone).date()

    @property
    def is_staff(self):
        """Django's admin is not mounted; nobody needs this door."""
        return False
