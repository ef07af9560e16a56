"""What editors, reviewers and publishers keep before anybody learns from it, with its canaries."""

import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courses.models import Course, LessonPage, LivedReview, Wording
from courses.packs import shelved
from courses.review import handing_in, waiting
from tests.courses.builders import lesson_page, make_course, text
from tests.courses.packs import small

AGREED = {"consent": True, "paid": "yes", "paid_note": "kestrelkoel"}


def plant_publishing(eve, iris, pia, folder):
    plant_waiting(eve, iris)
    plant_dissent(eve, iris, pia)
    plant_pack(eve, folder)
    plant_never_public(eve)
    Wording.objects.create(language="en", term="kestrelloon", why="It hurts some.")


def draft_for_few(slug, words, eve):
    """A draft of a course that nobody was put on, on its way to its readers."""
    course = make_course(slug, lessons=1, body=[text()])
    Course.objects.filter(pk=course.pk).update(audience="assigned")
    draft = lesson_page(course)
    draft.body = [text(f"<p>{words}</p>")]
    draft.save_revision(user=eve)
    handing_in.hand_in(draft, by=eve)
    return draft


def plant_waiting(eve, iris):
    """One that Iris has not read yet, and what she said of an earlier one."""
    draft = draft_for_few("in-review", "kestrelcrane", eve)
    now, where = timezone.now(), {"page_key": draft.translation_key, "language": "en"}
    LivedReview.objects.create(
        reviewer=iris, at=now, consented_at=now, opinion="change", words="kestrelgrouse", **where
    )


def plant_dissent(eve, iris, pia):
    """One that Iris let go on though she does not agree, with a step left out after hers."""
    iris.chosen_name = "kestrelibis"
    iris.save()
    draft = draft_for_few("dissented", "kestrelcoot", eve)
    say(draft, iris, "dissent", words="", dissent="kestrelheron", **AGREED)
    say(draft, pia, "skip", reason="kestrelmartin")


def say(draft, who, action, **said):
    state = draft.current_workflow_task_state
    found = waiting.one(state, who)
    found.state.task.specific.on_action(found.state, who, action, **said)


def plant_never_public(eve):
    """A lesson that was written, and never published in any language."""
    module = lesson_page(Course.objects.get(slug="in-review")).get_parent()
    page = LessonPage(title="kestrelsnipe", slug="l1-next", minutes=5, owner=eve, live=False)
    page.locale = module.locale
    module.add_child(instance=page)
    page.save_revision(user=eve)


def plant_pack(eve, folder):
    """A pack that was sent, and nobody has taken in."""
    small.write(folder, course=[("title: Small steps", "title: kestreljay")])
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for file in sorted(folder.rglob("*.*")):
            archive.write(file, file.relative_to(folder))
    sent = SimpleUploadedFile("small.zip", content.getvalue())
    kept, problems = shelved.receive(sent, by=eve, at=timezone.now())
    assert kept, problems
