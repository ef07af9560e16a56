"""What an organisation says of itself: kept in one row, and refused in words."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from office import colours, logos, organisation, organisation_forms
from office.audit import Entry
from office.organisation import Organisation

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
ACTIVE = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def harbour(db):
    return Organisation.objects.create(name="The Harbour Collective", short_name="Harbour")


def picture(kind="PNG", size=(900, 300), **options):
    file = BytesIO()
    Image.new("RGB", size, "#1f5d57").save(file, kind, **options)
    return file.getvalue()


def look(content=None, name="logo.png", **data):
    files = {"logo": SimpleUploadedFile(name, content)} if content is not None else {}
    return organisation_forms.Look({"colour": "", **data}, files)


def kept(form, by):
    assert form.is_valid(), form.errors
    form.save(by=by)
    return Organisation.objects.get()


def way_out(target, **options):
    return organisation_forms.WayOut({"exit_target": target}, **options)


# --- the one row
def test_what_is_kept_is_seen_at_once_and_noted(harbour, sam):
    form = organisation_forms.Names({"name": "The Quay", "short_name": "Quay"})
    kept(form, sam)
    assert organisation.current().short_name == "Quay"
    entry = Entry.objects.get(verb="changed organisation")
    assert (entry.actor, entry.object_key) == (sam, str(harbour.pk))


def test_an_empty_site_gets_its_one_row(db):
    row = kept(organisation_forms.Ask({"ask_name": "Rosa"}), None)
    assert (row.name, row.ask_name) == ("Mainstay", "Rosa")


def test_two_topics_do_not_undo_one_another(harbour, sam):
    names = organisation_forms.Names({"name": "The Quay", "short_name": "Quay"})
    kept(organisation_forms.Ask({"ask_name": "Rosa"}), sam)
    row = kept(names, sam)
    assert (row.name, row.ask_name) == ("The Quay", "Rosa")


# --- names
@pytest.mark.parametrize("name", ["Survivors", "Víctimas", "Les victimes", "ضحايا", "Trauma team"])
def test_a_short_name_tells_nothing(harbour, name):
    form = organisation_forms.Names({"name": "Harbour", "short_name": name})
    assert "tells others" in str(form.errors["short_name"])
    assert form["short_name"].value() == name


def test_a_short_name_is_one_short_line(harbour, sam):
    assert not organisation_forms.Names({"name": "H", "short_name": "H" * 21}).is_valid()
    row = kept(organisation_forms.Names({"name": "H", "short_name": "Har\r\nbour"}), sam)
    assert row.short_name == "Har bour"


# --- logo and colour
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_made_small_and_keeps_no_name(harbour, sam, kind):
    row = kept(look(picture(kind), name="../../people of the refuge.png"), sam)
    assert row.logo.name.startswith("organisation/logo-")
    assert "refuge" not in row.logo.name
    with default_storage.open(row.logo.name) as file, Image.open(file) as image:
        assert (image.format, image.width, image.height) == ("WEBP", 480, 160)


def test_what_a_camera_wrote_is_gone(harbour, sam):
    exif = Image.Exif()
    exif[0x010E] = "where it was taken"
    row = kept(look(picture("JPEG", exif=exif)), sam)
    with default_storage.open(row.logo.name) as file:
        assert b"where it was taken" not in file.read()


def test_a_plain_drawing_stays_a_drawing(harbour, sam):
    row = kept(look(DRAWING, name="x.png"), sam)
    assert row.logo.name.endswith(".svg")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (ACTIVE, "more than shapes"),
        (DRAWING + b" " * logos.LARGEST_DRAWING, "too many shapes"),
        (b"x" * 10 * 1024 * 1024, "at most 512 kB"),
        (b"GIF89a", "cannot be read"),
        (picture("BMP", (4, 4)), "cannot be read"),
        (picture()[:20], "cannot be read"),
        (b"", "file is empty"),
    ],
)
def test_what_is_no_small_harmless_picture_is_refused(harbour, content, words):
    form = look(content)
    assert words in str(form.errors["logo"])


def test_a_picture_that_unpacks_to_a_wall_is_not_unpacked(harbour, monkeypatch):
    bomb = BytesIO()
    Image.new("1", (5000, 5000)).save(bomb, "PNG")  # Pillow itself would take it
    monkeypatch.setattr(Image.Image, "convert", lambda *_: pytest.fail("it was unpacked"))
    form = look(bomb.getvalue())
    assert "logo" in form.errors


def test_a_new_logo_takes_the_old_file_away(harbour, sam, django_capture_on_commit_callbacks):
    first = kept(look(picture()), sam).logo.name
    with django_capture_on_commit_callbacks(execute=True):
        second = kept(look(DRAWING), sam).logo.name
    assert default_storage.exists(second)
    assert not default_storage.exists(first)


def test_a_logo_stays_until_it_is_taken_away(harbour, sam):
    kept(look(picture()), sam)
    assert kept(look(), sam).logo
    assert not kept(look(no_logo="on"), sam).logo


def test_a_colour_too_light_to_read_comes_back_with_a_darker_one(harbour, sam):
    form = look(colour="#ffcc00")
    assert "too light" in str(form.errors["colour"])
    assert form.offered in str(form.errors["colour"])
    assert kept(look(colour="#ffcc00", darker=form.offered), sam).colour == form.offered


def test_a_file_that_came_with_a_refused_colour_is_asked_for_again(harbour):
    assert "once more" in str(look(picture(), colour="#ffcc00").errors["logo"])


def test_the_green_of_the_site_is_no_colour_of_theirs(harbour, sam):
    assert kept(look(colour="#7A3B8F"), sam).colour == "#7a3b8f"
    assert kept(look(colour="#7a3b8f", plain_colour="on"), sam).colour == ""
    assert kept(look(colour=colours.OURS), sam).colour == ""


@pytest.mark.parametrize("colour", ["red", "#12345", "#123456;}", "url(x)"])
def test_what_is_no_colour_is_refused(harbour, colour):
    assert "six signs" in str(look(colour=colour).errors["colour"])


# --- languages and zone
def tongues(languages, first, zone="Africa/Tunis"):
    return organisation_forms.Tongues({"languages": languages, "first": first, "time_zone": zone})


def test_the_first_language_stands_first(harbour, sam):
    row = kept(tongues(["en", "es", "ar"], "ar"), sam)
    assert (row.languages, row.time_zone) == (["ar", "en", "es"], "Africa/Tunis")


def test_a_language_that_is_not_offered_cannot_come_first(harbour):
    assert "that you offer" in str(tongues(["en"], "ar").errors["first"])
    assert "at least one" in str(tongues([], "en").errors["languages"])
    assert "languages" in tongues(["tlh"], "en").errors


def test_a_zone_that_does_not_exist_is_refused(harbour):
    assert "time_zone" in tongues(["en"], "en", "Mars/Olympus").errors


# --- the way out
@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://weather.example/",
        "https://me:you@weather.example/",
        "https://testserver@weather.example/",
        "https://asked.example/x",
        "https://ASKED.example./",
        "http://localhost:8000/",
        "http://127.0.0.2/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "/en/",
    ],
)
def test_quick_exit_leads_to_somebody_else_or_is_refused(harbour, target):
    form = way_out(target, host="asked.example:8000")
    assert "exit_target" in form.errors
    assert form["exit_target"].value() == target


def test_every_name_of_this_site_is_its_own(harbour, settings):
    settings.ALLOWED_HOSTS = [".learn.example"]
    assert "leads back here" in str(way_out("https://www.learn.example/").errors["exit_target"])
    assert way_out("https://www.weather.example/").is_valid()


def test_an_address_without_its_beginning_is_completed(harbour, sam):
    assert kept(way_out("weather.example"), sam).exit_target == "https://weather.example"


# --- whom to ask
def test_a_phone_number_has_digits(harbour, sam):
    assert "in digits" in str(organisation_forms.Ask({"ask_phone": "call me"}).errors)
    assert kept(organisation_forms.Ask({"ask_phone": "(0)30 / 12-3"}), sam).ask_phone
