"""What the ground floor holds about a person, hands out to them, and lets go when they leave.

Also for what Wagtail keeps of those who write pages, since pages and pictures stand on this floor.
"""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.models import EditingSession, FormState
from wagtail.documents.models import Document
from wagtail.models import (
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
)

from office import support
from office.audit import Entry
from office.holdings import Holding
from office.models import Clip, Organisation, Picture
from office.notices import Notice

# Rows of Wagtail that name who did something: the field, by model. What was written stays.
WORK = {
    Page: "owner",
    Revision: "user",
    PageLogEntry: "user",
    ModelLogEntry: "user",
    Picture: "uploaded_by_user",
    Document: "uploaded_by_user",
    Clip: "uploaded_by_user",
    UploadedFile: "uploaded_by_user",
    WorkflowState: "requested_by",
    TaskState: "finished_by",
}
OWN = {  # … and rows that are only the person's own way of working
    EditingSession: "user",
    FormState: "user",
    PageSubscription: "user",
    CommentReply: "user",
    Comment: "user",
}
NOT_COUNTED = ("wagtailimages.Image", "wagtailmedia.Media")  # not used by this site
LOCALIZE = ("wagtail_localize.StringTranslation", "wagtail_localize.SegmentOverride")

VERBS = {
    "changed organisation": gettext_lazy("What the organisation says of itself was changed."),
    "added language": gettext_lazy("A language was added to this site."),
    "translated interface": gettext_lazy("The words of the interface were translated."),
    "checked support list": gettext_lazy("The list of other people who can help was looked at."),
    "loaded instrument": gettext_lazy("Questions for oneself were loaded."),
    "published instrument": gettext_lazy("Questions for oneself were published."),
    "withdrew instrument": gettext_lazy("Questions for oneself were withdrawn."),
}
EXPORT_WORDS = {
    "notices": gettext_lazy("What I was told"),
    "audit": gettext_lazy("Who did or read what of mine"),
    "pages": gettext_lazy("What I did in the editor"),
    "pictures": gettext_lazy("Pictures that I added"),
    "documents": gettext_lazy("Files to download that I added"),
    "clips": gettext_lazy("Sound and film that I added"),
    "title": gettext_lazy("Title"),
    "kind": gettext_lazy("Kind"),
    "day": gettext_lazy("Day"),
    "at": gettext_lazy("When"),
    "sent_at": gettext_lazy("Mailed"),
    "read_at": pgettext_lazy("of a notice: when it was read", "Read"),
    "subject": gettext_lazy("Subject"),
    "text": gettext_lazy("Words"),
    "what": gettext_lazy("What was done"),
    "verb": gettext_lazy("In the records as"),
    "by": gettext_lazy("By whom"),
}


def holdings(person) -> list[Holding]:
    """What lies on this floor about one person; each kind is one statement or a few."""
    return [_notices(person), _audit(person), _work(person), _support(person)]


def _notices(person) -> Holding:
    return Holding(
        kind="office.notices",
        what=_("What you were told: of what kind, and when"),
        why=_("So that no message to you is lost, and none is sent twice."),
        until=_("Until you leave."),
        count=Notice.objects.filter(to=person).count(),
        covers=(Notice._meta.label,),
    )


def _audit(person) -> Holding:
    return Holding(
        kind="office.audit",
        what=_("Who did or looked at something of yours, and what you did of others"),
        why=_("So that you can see it, and so that nobody can do it unseen."),
        until=_("For good, with numbers in place of names. It holds no words of yours."),
        count=Entry.objects.filter(Q(about=person) | Q(actor=person)).count(),
        covers=(Entry._meta.label,),
    )


def _work(person) -> Holding:
    tables = [*(WORK | OWN).items()]
    return Holding(
        kind="office.work",
        what=_("Pages, pictures and files that you wrote, changed or added in the editor"),
        why=_("So that those who edit together can see who changed what."),
        until=_("As long as the pages; once you have left, without your name."),
        count=sum(m._base_manager.filter(**{field: person}).count() for m, field in tables),
        covers=(*(model._meta.label for model, _ in tables), *LOCALIZE, *NOT_COUNTED),
    )


def _support(person) -> Holding:
    return Holding(
        kind="office.support",
        what=_("That people can write to you, by the organisation's list of who can help"),
        why=_("So that somebody who looks for a conversation finds you."),
        until=_("Until the organisation takes you off that list, or you leave."),
        count=support.names(person.pk),
        covers=(Organisation._meta.label,),
    )


def export_person(person) -> dict:
    """The editors' part; notices and the audit get their words where all rooms are known."""
    log = PageLogEntry.objects.filter(user=person).order_by("timestamp")
    return {
        "pages": [{"title": each.label, "kind": each.action, "at": each.timestamp} for each in log],
        "pictures": _added(Picture, person),
        "documents": _added(Document, person),
        "clips": _added(Clip, person),
    }


def _added(model, person) -> list[dict]:
    rows = model.objects.filter(uploaded_by_user=person).order_by("created_at")
    return [{"title": each.title, "at": each.created_at} for each in rows]


def retire_person(person, *, at: datetime) -> None:
    """Notices go, also those on their way to the person's address. The audit stays: ids only."""
    Notice.objects.filter(to=person).delete()
    on_their_way = Notice.objects.filter(to=None).exclude(address="")
    theirs = [each.pk for each in on_their_way if _is_theirs(each.address, person)]
    Notice.objects.filter(pk__in=theirs).delete()
    for model, field in OWN.items():
        model._base_manager.filter(**{field: person}).delete()
    support.forget(person.pk)


def _is_theirs(address: str, person) -> bool:
    """Asked in Python: a sealed address can't be searched for."""
    return bool(person.email) and address.strip().lower() == person.email
