"""The words of this room's notices, in the language that is active.

A mail is read on a screen that others may see: no subject and no sentence tells what the site is
about, and nobody is named but the organisation, by its short name.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from allauth.account import app_settings as door
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office import organisation
from office.letters import Words, link
from office.notices import NothingToSay, Notice, NoWords
from people import naming
from people.labels import label_of
from people.models import Conversation, Device, Invitation, RoleHeld, User

# What kind of message it is, for whoever looks after mail that did not go.
KINDS = {
    "people.invitation": gettext_lazy("An invitation"),
    "people.sign_up": gettext_lazy("The way to an account of their own"),
    "people.reset": gettext_lazy("The way to a new password"),
    "people.confirm": gettext_lazy("A question whether the address is theirs"),
    "people.new_device": gettext_lazy("News of a sign-in on a new device"),
    "people.password_changed": gettext_lazy("News of a changed password"),
    "people.factor_changed": gettext_lazy("News of a changed second step"),
    "people.card_made": gettext_lazy("News of a new card"),
    "people.card_used": gettext_lazy("News of a card that was used"),
    "people.recovery_asked": gettext_lazy("News that a second step is to be taken off"),
    "people.recovery_done": gettext_lazy("News that a second step was taken off"),
    "people.notes_opened": gettext_lazy("News that closed notes were opened"),
    "people.address_changed": gettext_lazy("News of a changed address"),
    "people.role_changed": gettext_lazy("News of their part here"),
    "people.export_ready": gettext_lazy("News that a copy is ready"),
    "people.conversation": gettext_lazy("News that somebody wrote to them"),
    "people.conversation_mail": gettext_lazy("What somebody wrote to a person on your list"),
}

# Somebody else may be at the door: these come before everything else on Today.
URGENT = frozenset(
    {
        "people.new_device",
        "people.password_changed",
        "people.factor_changed",
        "people.card_made",
        "people.card_used",
        "people.recovery_asked",
        "people.recovery_done",
        "people.notes_opened",
        "people.address_changed",
    }
)

THINGS: dict[str, type[Model]] = {"people.new_device": Device, "people.role_changed": RoleHeld}


def write(notice: Notice) -> Words:
    writer = WRITERS.get(notice.kind)
    if writer is None:
        raise NoWords(notice.kind)
    return writer(notice)


def look_up(notices: Iterable[Notice]) -> None:
    """Fetch what many notices are about, in one statement per kind."""
    for kind, model in THINGS.items():
        mine = [notice for notice in notices if notice.kind == kind]
        found = model._default_manager.in_bulk([n.about for n in mine]) if mine else {}
        for notice in mine:
            notice.thing = found.get(int(notice.about))


def _thing(notice: Notice):
    if not hasattr(notice, "thing"):
        look_up([notice])
    return notice.thing


def _words(subject: str, *parts: str) -> Words:
    return Words(subject, "\n\n".join(part for part in parts if part))


def _to(label: str, url: str) -> str:
    return f"{label}\n{url}"


def _site() -> dict[str, str]:
    return {"site": organisation.current().short_name}


def _zone(notice: Notice):
    return notice.to.zone if notice.to else ZoneInfo(organisation.time_zone())


def _day(notice: Notice, at: datetime) -> str:
    return date_format(at.astimezone(_zone(notice)), "DATE_FORMAT")


def _works_until(notice: Notice, at: datetime) -> str:
    when = date_format(at.astimezone(_zone(notice)), "DATETIME_FORMAT")
    return _("The link works once, until %(when)s.") % {"when": when}


def _do_nothing() -> str:
    return _("If you did not expect this message, there is nothing you need to do.")


def _if_it_was_not_you() -> str:
    return _(
        "If it was you, all is well. If it was not, please tell the person named below at once."
    )


def _if_it_was_not_expected() -> str:
    return _("If you did not ask for this, please tell the person named below at once.")


# --- To addresses: whoever reads them may have no account


def _open(notice: Notice) -> tuple[Invitation, str]:
    """The invitation, while its link still opens something, and that link."""
    from people.invitations import token_of  # noqa: PLC0415  it causes these notices

    found = Invitation.objects.open_at(timezone.now()).filter(pk=notice.about).first()
    if found is None:
        raise NothingToSay
    return found, link("invitation", token=token_of(found))


def _invitation(notice: Notice) -> Words:
    invitation, url = _open(notice)
    return _words(
        _("Your invitation"),
        _("You are invited to %(site)s.") % _site(),
        _to(_("Open this link to come in:"), url),
        _works_until(notice, invitation.expires_at),
        _("Only looking at it changes nothing. You choose yourself what you are called there."),
        _do_nothing(),
    )


def _sign_up(notice: Notice) -> Words:
    """The same subject whether or not there is an account: only the mailbox's owner learns it."""
    if not notice.about:
        return _has_an_account()
    invitation, url = _open(notice)
    return _words(
        _("Your account"),
        _("Somebody, most likely you, asked for an account at %(site)s.") % _site(),
        _to(_("Open this link to go on:"), url),
        _works_until(notice, invitation.expires_at),
        _("If it was not you, there is nothing you need to do: no account is made."),
    )


def _has_an_account() -> Words:
    return _words(
        _("Your account"),
        _("Somebody, most likely you, asked for an account at %(site)s.") % _site(),
        _("There is one with this address already. Nothing has changed about it."),
        _to(_("Sign in here:"), link("account_login")),
        _to(_("If you have forgotten your password:"), link("account_reset_password")),
        _do_nothing(),
    )


def _reset(notice: Notice) -> Words:
    """Whether the address has an account is looked up now, so that asking tells nobody."""
    person = User.objects.filter(email=notice.address.lower(), is_active=True).first()
    if person is None:
        raise NothingToSay
    token = default_token_generator.make_token(person)
    url = link("account_reset_password_from_key", uidb36=user_pk_to_url_str(person), key=token)
    until = timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    return _words(
        _("A new password"),
        _("Somebody, most likely you, asked for a new password at %(site)s.") % _site(),
        _to(_("Open this link to choose one:"), url),
        _works_until(notice, until),
        _("If it was not you, there is nothing you need to do: your password stays as it is."),
    )


def _confirm(notice: Notice) -> Words:
    found = EmailAddress.objects.filter(pk=notice.about, verified=False).first()
    if found is None or found.email.lower() != notice.address.lower():
        raise NothingToSay
    if naming.has_account(found.email, but=found.user_id):
        raise NothingToSay  # nobody has us write to people who are here already
    url = link("account_confirm_email", key=EmailConfirmationHMAC(found).key)
    until = timezone.now() + timedelta(days=door.EMAIL_CONFIRMATION_EXPIRE_DAYS)
    return _words(
        _("Is this your address?"),
        _("Somebody, most likely you, gave this address at %(site)s.") % _site(),
        _to(_("Open this link to say that it is yours:"), url),
        _works_until(notice, until),
        _do_nothing(),
    )


# --- To people, about their own account


def _new_device(notice: Notice) -> Words:
    device = _thing(notice)
    seen = {"device": device.label if device and device.label else _("a device"), **_site()}
    return _words(
        _("A new sign-in"),
        _("Your account at %(site)s was opened on a device that is new there: %(device)s.") % seen,
        _if_it_was_not_you(),
        _to(_("See where you are signed in, and end what is not yours:"), link("account_devices")),
        _to(_("Choose a new password:"), link("account_change_password")),
    )


def _password_changed(notice: Notice) -> Words:
    values = {"day": _day(notice, notice.send_at), **_site()}
    return _words(
        _("A new password"),
        _("The password of your account at %(site)s was changed on %(day)s.") % values,
        _if_it_was_not_you(),
    )


def _factor_changed(notice: Notice) -> Words:
    what = {
        "added": _("A second step at sign-in was added to your account at %(site)s."),
        "removed": _("A second step at sign-in was taken off your account at %(site)s."),
    }
    other = _("The second step at sign-in of your account at %(site)s was changed.")
    return _words(
        _("Your sign-in"),
        what.get(notice.about, other) % _site(),
        _if_it_was_not_you(),
        _to(_("See your second step:"), link("mfa_index")),
    )


def _card_made(notice: Notice) -> Words:
    values = {"day": _day(notice, notice.send_at), **_site()}
    return _words(
        _("A new card"),
        _(
            "A new card for your account at %(site)s was made on %(day)s. Whoever holds it can"
            " choose a new password for you."
        )
        % values,
        _(
            "If it was handed to you, all is well. If not, please tell the person named below at"
            " once."
        ),
    )


def _card_used(notice: Notice) -> Words:
    return _words(
        _("Your card was used"),
        _("A new password was chosen for your account at %(site)s with your card.") % _site(),
        _("Everywhere you were signed in before, you were signed out."),
        _if_it_was_not_you(),
    )


def _recovery_asked(notice: Notice) -> Words:
    return _words(
        _("Your sign-in"),
        _(
            "An administrator asked to take the second step off your account at %(site)s. It"
            " happens only if another administrator agrees."
        )
        % _site(),
        _(
            "If you have lost your second step and asked for this, all is well. If not, please tell"
            " the person named below at once: it can still be stopped."
        ),
    )


def _recovery_done(notice: Notice) -> Words:
    return _words(
        _("Your sign-in"),
        _("Two administrators have taken the second step off your account at %(site)s.") % _site(),
        _to(_("Sign in with your password and set up a new one:"), link("account_login")),
        _if_it_was_not_expected(),
    )


def _notes_opened(notice: Notice) -> Words:
    """By themselves with a recovery code, or by the other party: then `about` is not their key."""
    if notice.to and notice.about == str(notice.to.pk):
        how = _("What had stayed closed in your account at %(site)s was opened with your code.")
    else:
        how = _("What had stayed closed in your account at %(site)s was opened for you.")
    return _words(_("Open again"), how % _site(), _if_it_was_not_expected())


def _address_changed(notice: Notice) -> Words:
    """Goes to the old address too, so the new one is not in it."""
    return _words(
        _("Your address"),
        _("The mail address of your account at %(site)s was changed.") % _site(),
        _if_it_was_not_you(),
    )


def _role_changed(notice: Notice) -> Words:
    held = _thing(notice)
    if held is None:
        raise NothingToSay
    values = {
        "role": label_of(held.role),
        "first": date_format(held.from_day, "DATE_FORMAT"),
        "last": date_format(held.until_day, "DATE_FORMAT") if held.until_day else "",
        **_site(),
    }
    if held.until_day and held.until_day < held.from_day:
        part = _("Your part at %(site)s has changed. “%(role)s” was taken back.")
    elif held.until_day:
        part = _("Your part at %(site)s: %(role)s, from %(first)s to %(last)s.")
    else:
        part = _("Your part at %(site)s: %(role)s, from %(first)s on.")
    return _words(_("Your part here"), part % values, _to(_("Go there:"), link("home")))


def _export_ready(notice: Notice) -> Words:
    return _words(
        _("Your copy is ready"),
        _("The copy that you asked for at %(site)s is ready. It stays there for seven days.")
        % _site(),
        _to(_("Fetch it here:"), link("account_export")),
        _if_it_was_not_expected(),
    )


def _conversation(notice: Notice) -> Words:
    """Neither who wrote nor what: it stands inside the site, for its reader alone."""
    if not Conversation.objects.filter(pk=notice.about, to=notice.to).exists():
        raise NothingToSay
    return _words(
        _("A message for you"),
        _("Somebody wrote to you at %(site)s. Only you can open it.") % _site(),
        _to(_("Read it here:"), link("conversations")),
    )


def _conversation_mail(notice: Notice) -> Words:
    """The words themselves go along, since their reader has no account; each line is marked."""
    row = Conversation.objects.filter(pk=notice.about).select_related("writer").first()
    if row is None:
        raise NothingToSay
    asked = _("Somebody at %(site)s asks you for a conversation, and gives no name.")
    if row.writer:
        asked = _("%(name)s at %(site)s asks you for a conversation.")
    return _words(
        _("A message for you"),
        asked % {"name": row.writer.name if row.writer else "", **_site()},
        _("They wrote:"),
        "\n".join(f"> {line}".rstrip() for line in row.words.splitlines()),
        _("An answer to this mail reaches nobody. Answer in the way that they name."),
    )


WRITERS: dict[str, Callable[[Notice], Words]] = {
    "people.invitation": _invitation,
    "people.sign_up": _sign_up,
    "people.reset": _reset,
    "people.confirm": _confirm,
    "people.new_device": _new_device,
    "people.password_changed": _password_changed,
    "people.factor_changed": _factor_changed,
    "people.card_made": _card_made,
    "people.card_used": _card_used,
    "people.recovery_asked": _recovery_asked,
    "people.recovery_done": _recovery_done,
    "people.notes_opened": _notes_opened,
    "people.address_changed": _address_changed,
    "people.role_changed": _role_changed,
    "people.export_ready": _export_ready,
    "people.conversation": _conversation,
    "people.conversation_mail": _conversation_mail,
}
