"""A lesson with each kind of block once, in the order of a lesson that makes sense."""

from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from courses.models import Course, ModulePage
from tests.courses.activities.conftest import block as activity
from tests.courses.builders import make_course, text
from tests.courses.doings import CHECKLIST, PAUSE, REFLECTION, SURVEY
from tests.courses.questions.asked import KINDS, ONE, a_set, id_of
from tests.office.clips import make_film, make_sound

NOTE = "A story about losing a home."


def block(kind, **value):
    return {"type": kind, "id": id_of(f"{kind} block"), "value": value}


def prose(picture):
    """What is only read, looked at, listened to and taken along."""
    card = Document.objects.create(
        title="A card", file=ContentFile(b"%PDF-1.7 a card", "card.pdf"), file_size=15
    )
    label = {"type": "item", "id": id_of("label"), "value": {"label": "The way out"}}
    said = {"title": "Coming in", "transcript": "<p>Somebody knocks, and waits.</p>"}
    return [
        block("heading", title="Coming in", level="2", anchor="coming-in"),
        text("<p>Somebody comes in.</p>"),
        block("image", image=picture.pk, alt="A door.", caption="", decorative=False),
        block("figure", drawing="", image=picture.pk, alt="A door.", caption="", labels=[label]),
        block("callout", tone="important", title="First", text="<p>Ask before you touch.</p>"),
        block("case_story", title="The second chair", text="<p>Lena asks first.</p>"),
        block("term", term="Boundary", text="<p>What one may do.</p>"),
        block("quotation", text="<p>Nothing about us.</p>", source="A saying", link=""),
        block("download", document=card.pk, title="A card"),
        block("audio", clip=make_sound().pk, **said),
        block("video", clip=make_film("en", "ar").pk, **said),
        block("noted", note=NOTE, parts=[text("<p>It hurts.</p>")], instead=[text("<p>So.</p>")]),
    ]


def every_block(picture, row, rule="completed"):
    """`row` is the activity to play."""
    asked = [each for each in KINDS.values() if each is not ONE]
    for_oneself = [CHECKLIST, PAUSE, REFLECTION, SURVEY]
    return [*prose(picture), ONE, *asked, a_set(draw=1), activity(row, rule), *for_oneself]


def course_with_every_block(picture, row, slug="whole", **more):
    """One lesson with all of them; a second one to go on to. The bank holds one question."""
    course = make_course(slug, lessons=1, body=every_block(picture, row, **more))
    module = ModulePage.objects.get(slug="first", url_path__contains=f"/{slug}/")
    module.bank = [ONE | {"id": id_of("banked")}]
    module.save_revision().publish()
    return Course.objects.get(pk=course.pk)
