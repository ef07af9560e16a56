"""Everybody goes wherever they can, by links and by every address that the site knows, and meets
no canary that is not theirs (attack A1)."""

import hashlib
import html
import re
import uuid
from collections import deque
from datetime import timedelta
from io import BytesIO

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Page, TaskState

from certification import hands, settling
from certification.models import Document as Paper
from certification.models import Elsewhere, Share
from courses import feedback, place
from courses.assigning import assign
from courses.joining import enrol
from courses.models import (
    Completion,
    Course,
    CoursePage,
    Draft,
    H5PActivity,
    H5PLibrary,
    H5PPackage,
    H5PState,
    LivedReview,
    ReceivedPack,
    SurveyTally,
    SurveyWords,
    Talk,
)
from learning import sweep
from learning.models import Grant
from learning.reports import making
from learning.reports.figures import Asked
from office import audit, instruments, notices
from office.files import FileAddress
from office.organisation import Organisation
from people import conversations
from people.models import Closure, Device, Invitation, Parked, Role, RoleHeld, Session, Team
from supervision import agreed_files, answering, locking, note_asking, notes, sessions
from supervision.models import Agreement
from supervision.papers import evidence
from tests.attacks.addresses import patterns
from tests.attacks.doors import come_in_afresh
from tests.certification.conftest import on_path, publish, sign
from tests.conftest import PASSWORD, come_in, person
from tests.courses.activities.conftest import BLOCK, activity_of, block
from tests.courses.builders import (
    lesson_page,
    make_course,
    question,
    question_of,
    text,
    translate,
)
from tests.courses.questions.asked import KINDS, a_set
from tests.courses.questions.test_sitting import SET
from tests.courses.test_lesson import say
from tests.office.instruments import definition
from tests.people.factories import LONG_AGO
from tests.site.planted import plant_publishing
from tests.site.who_sees_what import CANARIES, TELLING, WALKERS
from tests.supervision.conftest import agree, meeting

LINK = re.compile(r"""(?:href|action|src|data-[\w-]*url)=["'](/[^"'#]*)""")
NOT_FOLLOWED = re.compile(
    r"^/(static|exit)/|/(logout|login)/|^/cms/(sprite|jsi18n|failwhale)"
    r"|^/(es|fr|ar)/(account|people)/"  # the same views, and no page that editors translate
)
UNSENT = '{"fields": [["answer", "kestrelmoss"]], "had_files": false}'
KNOWN_BY_NUMBER = re.compile(r"^/cms/.*/\d+/")  # known_addresses() names some of each
FARTHEST = 5000  # pages of one walk; the site of this test is smaller
ROOMS = ("certification", "supervision", "people", "office", "courses", "learning")
OF_EACH_KIND = 3
TITLES_OF_COURSES = re.compile(
    r"/setup/courses/$|^/cms/shelf/"
)  # what it is called tells of nobody
FOR_EDITORS = 5  # ways to fill an address of Wagtail's: the newest lessons, which have drafts
ABOUT_PAGES = (
    "cms/adapt/",
    "cms/checks/",
    "cms/drafts/",
    "cms/languages/changes/",
    "cms/lessons/",
    "cms/po/page/",
    "cms/reviews/page/",
)


OWN_ROOM = {  # whose keys come first, where an address is not called as its room
    "account": "people",
    "certificates": "certification",
    "feedback": "courses",
    "overview": "learning",
    "rules": "certification",
    "surveys": "courses",
}


@pytest.fixture
def house(ana, bo, cy, eve, kit, sam, settings, tmp_path):
    """A site with a canary in everything that is not for everybody."""
    settings.MEDIA_ROOT = str(tmp_path)
    cast = {"ana": ana, "bo": bo, "cy": cy, "eve": eve, "kit": kit, "sam": sam}
    cast |= more_people(ana)
    plant_what_she_did(ana)
    plant_activities(ana)
    plant_offers(ana, kit)
    plant_lessons(ana)  # after the others: the newest lessons stand in the editor's addresses
    plant_what_was_said(ana, cast["noor"])
    plant_publishing(eve, cast["iris"], cast["pia"], tmp_path / "pack")
    plant_people(ana, cast["luz"], sam)
    plant_agreements(cast["gil"], ana, cast["noor"])
    plant_ways_in(sam)
    plant_what_is_hers(ana, bo)
    plant_hours(ana, bo)
    plant_notes(ana, bo)
    plant_certificates(ana, kit)
    plant_words_to_one(ana, bo)
    come_in_afresh(Client(), ana).post("/en/account/export/")
    sweep.run()
    return cast


def more_people(ana):
    harbour, lighthouse = (
        Team.objects.create(name=name) for name in ("kestreldune Harbour", "Lighthouse")
    )
    noor, luz = person("noor", Role.TRAINEE), person("luz", Role.MENTOR)
    for who in (ana, noor):
        RoleHeld.objects.filter(person=who).update(team=harbour)
    tomas, lou = person("tomas"), person("lou")
    RoleHeld.objects.create(person=tomas, role=Role.TRANSLATOR, language="fr", from_day=LONG_AGO)
    RoleHeld.objects.create(person=lou, role=Role.COORDINATOR, team=lighthouse, from_day=LONG_AGO)
    iris, ada = person("iris", Role.REVIEWER), person("ada", Role.ADMINISTRATOR)
    gil, pia = person("gil", Role.GUEST), person("pia", Role.PUBLISHER)
    more = {"noor": noor, "luz": luz, "tomas": tomas, "lou": lou, "iris": iris, "ada": ada}
    return more | {"gil": gil, "pia": pia}


def plant_lessons(ana):
    make_course("for-all", lessons=1, body=[text("<p>kestrelone</p>")], audience="public")

    asked = question(options=("Asking", "Offering"))
    asked["value"]["options"][0]["value"]["feedback"] = "kestreleight"
    members = make_course("for-members", lessons=1, body=[text("<p>kestreltwo</p>"), asked])
    along = {"tone": "take", "title": "", "text": "<p>kestrelthree</p>"}
    kept = {"type": "callout", "id": str(uuid.uuid4()), "value": along}  # also on the paper
    alone = make_course("for-one", lessons=1, body=[text("<p>kestrelthree</p>"), kept])
    Course.objects.filter(pk=alone.pk).update(audience="assigned")
    for course in (members, alone):
        enrol(ana, course, by=ana)
    client = Client()
    client.force_login(ana)
    say(client, lesson_page(members), 0, path="/en/courses/for-members/first/l1/")
    Document.objects.create(title="kestrelumber", file="documents/card.pdf", file_size=1)
    draft = lesson_page(members)
    draft.body = [text("<p>kestrelfour</p>"), question_of(draft)]
    draft.save_revision()
    translate(members, "fr", live=False)
    french = lesson_page(members, language="fr")
    french.body = [text("<p>kestrelfive</p>")]
    french.save_revision()


def plant_offers(ana, kit):
    harbour = Team.objects.get(name__contains="Harbour")
    for to, words, slug in ((harbour, "kestrelthyme", "offered"), (ana, "kestrelvetch", "for-her")):
        course = make_course(slug, lessons=0)
        Course.objects.filter(pk=course.pk).update(audience="assigned")
        assign(course, to=to, by=kit, words=words)


def plant_what_was_said(ana, noor):
    noor.chosen_name = "kestreltansy"
    noor.save()
    here = place.find(ana, "en", "for-members", "first", "l1")
    feedback.say(ana, here, "confusing", language="en", words="kestrelquartz")
    told = SurveyTally.objects.create(
        course=here.course,
        lesson_key=here.lesson.key,
        block_id=uuid.uuid4(),
        answered=6,
        told_of=5,
        waiting='["kestrelyarrow"]',
    )
    SurveyWords.objects.create(tally=told, words="kestrelwillow")
    asked = {"words": "kestrelrowan", "wants_answer": True}
    feedback.answer(feedback.say(noor, here, "confusing", language="en", **asked), "kestrelsage")


def plant_people(ana, luz, sam):
    ana.legal_name, ana.email, ana.chosen_name = "kestrelsix", "kestrelseven@x.org", "kestrelten"
    ana.save()
    luz.chosen_name = "kestrelamber"
    luz.save()
    labels = {"mentor": {"en": "kestrelbirch"}, "reviewer": {"en": "kestrelcedar"}}
    Organisation.objects.create(
        name="Harbour",
        short_name="Harbour",
        role_labels=labels,
        support=[{"name": "kestrelpine", "phone": "", "hours": "", "text": ""}],
    )
    title = dict.fromkeys(("en", "ar"), "kestrelxylem")
    instruments.load(definition(title=title), by=None)


def plant_words_to_one(ana, bo):
    """Whom the list names, and what Ana wrote to one of them with her name."""
    row = Organisation.objects.get()
    outside = {"kind": "person", "name": "Mina", "phone": "1", "is_outside": True}
    row.support += [outside, {"kind": "person", "name": "At the desk", "account": bo.pk}]
    row.save()
    mark = next(each.helper.mark for each in conversations.listed(ana) if each.account == bo)
    words = {"words": "kestrelrush", "with_name": True}
    conversations.send(mark, by=ana, key=uuid.uuid4(), at=timezone.now(), **words)


def plant_agreements(gil, ana, noor):
    for who, group, state in ((ana, "kestrelaspen", "agreed"), (noor, "kestrelbroom", "proposed")):
        Agreement.objects.create(
            supervisor=gil, supervisee=who, kind="group", group=group, state=state,
            from_day=timezone.now().date(), made_by=gil, made_at=timezone.now(),
        )  # fmt: skip


def plant_ways_in(sam):
    now = timezone.now()
    for kind, secret, words in (
        ("mail", "kestrelgorse", ""),
        ("card", "kestrelheath", "kestrelivy"),
    ):
        Invitation.objects.create(
            kind=kind,
            secret=secret,
            fingerprint=hashlib.sha256(secret.encode()).hexdigest(),
            words=words,
            words_fingerprint=words or None,
            email="kestrelelm@x.org" if kind == "mail" else "",
            sign_in_name="" if kind == "mail" else "newcomer",
            chosen_name="kestrelfern",
            language="en",
            role=Role.TRAINEE,
            invited_by=sam,
            invited_at=now,
            expires_at=now + timedelta(days=14),
        )


def plant_what_is_hers(ana, bo):
    now = timezone.now()
    notices.add("courses.kestrelnine", to=ana, key="kestrelnine", about="kestrelnine")
    FileAddress.objects.create(path="images/kestrel.png", scope=f"courses:{uuid.uuid4()}")
    Device.objects.create(
        person=ana,
        fingerprint="0" * 64,
        label="kestreljuniper",
        first_seen_at=now,
        last_seen_at=now,
    )
    client = Client()
    client.force_login(ana)
    Session.objects.filter(person=ana).update(label="kestrelkelp")
    audit.note("read", by=bo, object_kind="people.user", object_key="kestrellarch", about=ana)
    Parked.objects.create(person=ana, path="/en/", body=UNSENT, parked_at=now)
    Closure.objects.create(person=ana, why="card", since=now, codes="kestrelnettle")
    ana.authenticator_set.create(type="totp", data={"secret": "kestreloak"})


def plant_hours(ana, bo):
    """A session of last month that Ana sees differently, in a month that was closed and opened."""
    now = timezone.now()
    begun = now.replace(day=1) - timedelta(days=3)
    agreement = agree(bo, ana, since=LONG_AGO, minutes=7331)
    paper = b"%PDF-1.7 kestreltamarack"
    agreed_files.keep(agreement, BytesIO(paper), len(paper), by=bo, at=now)
    session = sessions.log(meeting(bo, ana, start=begun), by=bo, at=now)
    evidence.keep(b"%PDF-1.7 kestrelalder", [session], by=bo, at=now)
    said = {"reason": "other", "words": "kestrelpoppy"}
    answering.dispute(session.lines.get(), by=ana, at=now, **said)
    lock = locking.close(ana, begun.date(), by=bo, at=now)
    locking.reopen(lock, reason="kestrelreed", by=bo, at=now)


def plant_notes(ana, bo):
    """One for both, and what it said before; one for Bo alone, and one that he let her read."""
    now = timezone.now()
    for hours, own in ((3, "kestrelsorrel"), (6, "kestrelteasel")):
        start = now - timedelta(hours=hours)
        session = sessions.log(meeting(bo, ana, start=start), by=bo, at=now)
        notes.write_own(session, own, by=bo, at=now)
        notes.write_shared(session, "kestrelmyrtle", by=bo, at=now)
        notes.write_shared(session, "kestrelviola", agreed="kestrelspruce", by=bo, at=now)
    for row in note_asking.ask(ana, at=now):
        if row.note.session == session:
            note_asking.release(row, by=bo, at=now)


def plant_certificates(ana, kit):
    """A paper that was passed back, learning that waits for a look, and an award taken back."""
    now = timezone.now()
    on_path(ana, publish("kestrelyew"))
    sent = {"person": ana, "kind": "degree", "issued_on": LONG_AGO, "sent_at": now}
    Paper.objects.create(**sent, state="refused", words="kestrelzinnia", checked_by=kit)
    learned = Elsewhere(
        person=ana, title="kestrelacorn", completed_on=LONG_AGO, minutes=60, sent_at=now
    )
    learned.document = Paper.objects.create(**sent | {"kind": "course-elsewhere"})
    learned.save()
    sign(ana, str(LONG_AGO))
    settling.settle_person(str(ana.pk), at=now)
    award = ana.awards.get()
    Share.objects.create(award=award, digest="0", code="0", name="kestrelhazel", made_at=now)
    hands.revoke(award, reason="kestrelbeech", by=kit, at=now)
    plant_for_funders(kit, award.scheme, now)


def plant_for_funders(kit, scheme, now):
    """A rule that nobody has published, a report, and who pays."""
    draft = {"effective_from": LONG_AGO, "written_by": kit, "written_at": now}
    words = "scheme: kestrelyew\ntitle: {en: kestrelmaple}"
    scheme.versions.create(number=2, text=words, titles={"en": "kestrelmaple"}, **draft)
    asked = Asked(LONG_AGO, now.date())
    making.make(asked, title="kestrelsumac", by=kit, at=now)
    Grant.objects.create(name="kestrelosier")


def plant_what_she_did(ana):
    """A course that is over, seen by nobody now; and questions that were too hard for once."""
    over = for_ana_alone(ana, "over", body=[text()])
    Completion.objects.create(
        enrolment=over, completed_at=timezone.now(), known_by="graded", minutes=10
    )
    page = CoursePage.objects.get(slug="over")
    page.title = "kestrelbay"
    page.save_revision().publish()
    page.unpublish()

    hard = for_ana_alone(ana, "hard", body=[a_set(sittings=1)])
    lesson = lesson_page(hard.course)
    lesson.title = "kestrelclay"
    lesson.save_revision().publish()
    module = lesson.get_parent().specific
    module.bank = [KINDS["scale"], KINDS["question"]]
    module.save_revision().publish()
    asked = {"lesson_key": lesson.translation_key, "asked_at": timezone.now()}
    Talk.objects.create(enrolment=hard, block_id=SET, **asked)
    begun = [["kestreldill", "kestreldill"]]
    Draft.objects.create(enrolment=hard, block_id=SET, given=begun, at=timezone.now())


def for_ana_alone(ana, slug, *, body):
    course = make_course(slug, lessons=1, body=body)
    Course.objects.filter(pk=course.pk).update(audience="assigned")
    return enrol(ana, course, by=ana)


def plant_activities(ana):
    now = timezone.now()
    package = H5PPackage.objects.create(
        title="kestrelegret", digest="0" * 64, language="en", main_library="H5P.Game",
        version="1.0.0", own_libraries=True, size=1, taken_in_at=now,
    )  # fmt: skip
    H5PLibrary.objects.create(
        machine_name="H5P.kestrelfinch", major=1, minor=0, patch=0, title="Game",
        digest="1" * 64, brought_at=now,
    )  # fmt: skip
    played = for_ana_alone(ana, "played", body=[block(activity_of(package, title="kestrelgull"))])
    where = {"enrolment": played, "block_id": BLOCK, "package": package}
    H5PState.objects.create(key="0:state", text="kestrelhawk", at=now, **where)


def walk(client):
    """Every page that links lead to, and every address of a known object: (address, text)."""
    seen, waiting = set(), deque(known_addresses())
    while waiting and len(seen) < FARTHEST:
        address = waiting.popleft()
        if address in seen or NOT_FOLLOWED.search(address):
            continue
        seen.add(address)
        answer = client.get(address)
        if answer.status_code in (301, 302):
            waiting.append(as_followed(answer["Location"]))
            continue
        shown = b"".join(answer) if answer.streaming else answer.content
        page = shown.decode(errors="replace")
        yield address, page
        if "html" in answer.get("Content-Type", "") and answer.status_code == 200:
            links = (html.unescape(link) for link in LINK.findall(page))
            waiting.extend(as_followed(link) for link in links if not KNOWN_BY_NUMBER.match(link))
    assert not waiting, "the walk was cut short"


def as_followed(link):
    """The editor links to each list in every order; one will do."""
    return link.partition("?")[0] if link.startswith("/cms/") else link


def known_addresses():
    yield from ("/en/", "/fr/", "/cms/pages/search/results/?q=kestrel", "/cms/pages/?q=kestrel")
    yield from (f"/en/courses/?{ask}" for ask in ("q=kestrel", "page=2"))
    state = f"/en/courses/-/played/first/l1/state/{BLOCK}/?package="
    yield from (f"{state}{package.pk}" for package in H5PPackage.objects.all())
    yield from (f"/cms/activities/{row.pk}/" for row in H5PActivity.objects.all())
    for page in Page.objects.filter(depth__gt=1):
        yield page.url_path
    known, keys, desks = known_objects(), known_keys(), known_desks()
    for pattern in patterns():
        first = own_first(pattern, keys)
        own = next((gaps for start, gaps in desks if pattern.template.startswith(start)), {})
        fillings = list(pattern.filled(known | {"uuid": first, "key": first} | own))
        is_wagtails = pattern.template.startswith("cms/") and not own
        yield from fillings[:FOR_EDITORS] if is_wagtails else fillings


def own_first(pattern, keys):
    """Keys of the rows of its own room come first, so that none of them is cut off."""
    part = pattern.template.partition("/")[2].partition("/")[0]
    own = OWN_ROOM.get(part, part)
    return [key for room, key in sorted(keys, key=lambda each: each[0] != own)]


def known_keys():
    """Those of every kind of row of ours, numbers left out, each with its room."""
    return [(room, key) for room, key in keys_of_rows() if isinstance(key, uuid.UUID)]


def keys_of_rows():
    for room in ROOMS:
        for kind in apps.get_app_config(room).get_models():
            keys = kind.objects.order_by("pk").values_list("pk", flat=True)[:OF_EACH_KIND]
            yield from ((room, key) for key in keys)


def known_objects():
    """What may stand in an address: numbers of rows of ours, and pages by their part."""
    numbers = {key for _, key in keys_of_rows() if isinstance(key, int)}
    lessons = newest_lessons()
    ints = sorted(numbers)[:OF_EACH_KIND]
    pages = dict.fromkeys(("page_id", "parent_page_id", "page_to_move_id", "_0"), lessons)
    places = {"course": ["for-members", "for-one"], "module": ["first"], "lesson": ["l1"]}
    signs = {"code": ["code-of-conduct"], "by_whom": ["supervisor", "organisation"]}
    kinds = {"app_label": ["people", "courses"], "model_name": ["user", "lessonpage"]}
    return {"pk": ints, "language": ["fr", "en"]} | pages | places | kinds | signs


def newest_lessons():
    return list(
        Page.objects.filter(slug__startswith="l1").order_by("-pk").values_list("pk", flat=True)
    )


def known_desks():
    """Where a gap in an address of our own desks is not what its name means elsewhere."""
    lessons = {"pk": newest_lessons()[:FOR_EDITORS]}
    names = [str(name) for name in ReceivedPack.objects.values_list("name", flat=True)]
    inside = {"language": ["en"], "module": ["first"], "lesson": ["door"]}
    newest = CoursePage.objects.order_by("-pk")[:FOR_EDITORS]
    slugs = [page.slug for page in newest]
    return [
        *((start, lessons) for start in ABOUT_PAGES),
        ("cms/give/", {"pk": [page.pk for page in newest]}),
        ("cms/po/course/", {"slug": slugs}),
        ("cms/reviews/rules/", {"course": slugs}),
        ("cms/reviews/mine/", {"pk": [row.pk for row in LivedReview.objects.all()]}),
        ("cms/reviews/", {"state": [state.pk for state in TaskState.objects.all()]}),
        ("cms/shelf/", {"name": names} | inside),
    ]


@pytest.mark.parametrize("who", WALKERS)
def test_each_meets_what_is_theirs_and_nothing_else(house, who):
    client = Client()
    if who != "visitor":
        come_in_afresh(client, house[who])
    met, telling = {}, {}
    for address, page in walk(client):
        met |= {canary.stands_in: address for canary in CANARIES if canary.word in page}
        if not TITLES_OF_COURSES.search(address):
            telling |= {word: address for word in TELLING if word in page.lower()}
    theirs = {canary.stands_in for canary in CANARIES if who in canary.seen_by}
    assert {place: met[place] for place in met.keys() - theirs} == {}
    assert telling == {}
    there = {pattern.name for pattern in patterns()} | {""}
    must = {canary.stands_in for canary in CANARIES if canary.must_be_met_by(who, there)}
    assert must - met.keys() == set()


def test_every_walker_has_a_canary_of_their_own_to_miss():
    words = [canary.word for canary in CANARIES]
    assert not [one for one in words for other in words if one != other and one in other]
    assert {who for canary in CANARIES for who in canary.seen_by} <= {*WALKERS}


def test_what_was_typed_and_who_it_was_stay_out_of_the_log(house, caplog, client):
    client.post("/en/account/login/", {"login": "kestrelseven@x.org", "password": "kestrelpass"})
    client.post("/en/account/login/", {"login": "ana", "password": PASSWORD})
    client.post("/en/account/password/reset/", {"email": "kestrelseven@x.org"})
    client.get("/en/account/invitation/kestrelgorse/")
    client.post("/en/account/card/", {"words": "kestrelivy"})
    for name in ("sam", "ana"):
        come_in(client, house[name])
        for address in ("/en/people/", "/en/account/", "/nowhere/kestrel/", "/cms/?q=kestrel"):
            client.get(address)
    sweep.run()
    assert "kestrel" not in caplog.text.replace("/nowhere/kestrel/", "")
