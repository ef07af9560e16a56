"""A new language: added, prepared out of sight, opened, closed again; its words out and in."""

import json
import os
import subprocess
import sys

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import translation
from wagtail.models import Locale, Page

from learning import foundation, serve
from learning.language import LanguageOfAddress
from learning.languages import adding, catalogues, kept, opening
from learning.models import HomePage
from office import organisation
from office.organisation import Organisation
from office.po import Refused
from people.account_forms import languages as languages_one_reads
from people.models import Role
from tests.conftest import come_in, person

pytestmark = pytest.mark.django_db
HERE = "/cms/site-languages/"
UKRAINIAN = "Українська"


@pytest.fixture(autouse=True)
def state(settings, tmp_path, monkeypatch):
    """What is added here goes with the test."""
    for name in ("LANGUAGES", "LANGUAGES_FILE"):
        monkeypatch.delenv(name, raising=False)
    settings.STATE = tmp_path
    settings.CATALOGUES = tmp_path / "locale"
    return tmp_path


@pytest.fixture
def harbour():
    return Organisation.objects.create(name="Harbour", short_name="Harbour", languages=["en", "es"])


@pytest.fixture
def ukrainian(settings, harbour):
    """A site that started again after it was added."""
    adding.add("uk", by=None)
    settings.LANGUAGES = [*settings.LANGUAGES, ("uk", UKRAINIAN)]
    settings.ADDED_LANGUAGES = ["uk"]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    foundation.lay()


def offered():
    return [code for code, _name in organisation.languages()]


def home():
    return HomePage.objects.get(locale__language_code="uk")


class TestAdding:
    def test_it_makes_a_locale_and_two_pages_that_nobody_sees(self, harbour):
        assert adding.add("uk", by=None)
        first = HomePage.objects.get(locale__language_code="en")
        assert (home().slug, home().live, home().alias_of) == ("uk", False, None)
        assert home().translation_key == first.translation_key
        shelf = home().get_children().get()
        assert (shelf.slug, shelf.live, shelf.alias_of) == ("courses", False, None)

    def test_twice_is_once(self, harbour):
        assert [adding.add("uk", by=None), adding.add("uk", by=None)] == [True, False]
        assert Page.objects.filter(slug="uk").count() == 1

    def test_a_language_that_nobody_can_print_a_date_in_is_refused(self):
        with pytest.raises(adding.CannotBeAdded):
            adding.add("xx", by=None)
        assert not Locale.objects.filter(language_code="xx").exists()

    def test_where_the_environment_names_the_languages_it_is_added_there(self, monkeypatch, state):
        monkeypatch.setenv("LANGUAGES", "en,es")
        with pytest.raises(adding.SaidByEnvironment):
            adding.add("uk", by=None)
        assert not kept.added(state)

    def test_every_language_that_can_be_added_has_a_name_and_a_rule_for_plurals(self):
        for code in kept.addable():
            assert catalogues.forms_of(catalogues.plural_rule(code)) >= 1, code

    @pytest.mark.parametrize(
        "said", ["{", "[" * 100_000, '{"added": [["uk"], {}, 1]}'], ids=["cut", "deep", "nonsense"]
    )
    def test_a_spoilt_file_adds_nothing(self, state, said):
        (state / kept.FILE).write_text(said)
        assert kept.added(state) == []


def started(state, **environment):
    """What settings say to a site that starts in this state."""
    says = (
        "from django.conf import settings as s; import json;"
        "print(json.dumps([s.LANGUAGES, s.ADDED_LANGUAGES]))"
    )
    values = {"DJANGO_SETTINGS_MODULE": "learning.settings.test", "STATE_DIR": str(state)}
    done = subprocess.run(
        [sys.executable, "-c", says],
        env=os.environ | values | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    spoken, added = json.loads(done.stdout)
    return [code for code, _name in spoken], added


class TestStarting:
    def test_a_site_speaks_what_was_added(self, state):
        kept.add(state, "uk")
        assert started(state) == (["en", "es", "fr", "ar", "uk"], ["uk"])

    def test_what_stands_in_the_file_twice_or_ships_by_now_keeps_nobody_from_starting(self, state):
        (state / kept.FILE).write_text('{"added": ["uk", "fr", "uk"]}')
        assert started(state) == (["en", "es", "fr", "ar", "uk"], ["uk"])

    def test_the_environment_may_name_it_and_what_it_says_is_all(self, state):
        kept.add(state, "uk")
        assert started(state, LANGUAGES="en sw") == (["en", "sw"], ["sw"])

    def test_what_runs_learns_of_new_words(self, state):
        before = kept.stamp(state)
        kept.draw_new_stamp(state)
        assert kept.stamp(state) != before


class Part:
    """A part of the site as `serve` sees it; the web server ends at its third look."""

    def __init__(self, story, name):
        self.story, self.name, self.looks = story, name, 0

    def is_running(self):
        self.looks += 1
        return self.name != "web" or self.looks < 3

    def revive(self):
        return False

    def start(self):
        self.story.append(f"start {self.name}")

    def ask_to_end(self):
        self.story.append(f"end {self.name}")

    def end(self, within):
        pass


def test_serve_starts_its_parts_anew_once_for_each_change(state, monkeypatch):
    story, parts = [], {}
    for name in ("web", "worker", "beat"):
        parts[name] = Part(story, name)

    def sleep(seconds):
        if seconds < 1 and not story and parts["web"].looks == 1:
            kept.add(state, "uk")

    monkeypatch.setattr(serve.time, "sleep", sleep)
    monkeypatch.setattr(serve, "wait_for_answer", lambda web: None)
    serve.look_after(parts, say=lambda line: None)
    assert story == [
        *("end web", "end worker", "end beat"),
        *("start web", "start worker", "start beat"),
    ]


class TestBeforeItIsOpen:
    @pytest.fixture(autouse=True)
    def here(self, ukrainian):
        return None

    def test_it_is_offered_nowhere(self, client, ana):
        assert offered() == ["en", "es"]
        assert 'hreflang="uk"' not in client.get("/en/").content.decode()
        (_ours, spoken), _others = languages_one_reads()
        assert "uk" not in dict(spoken)

    def test_nor_where_the_organisation_chose_nothing(self, harbour):
        harbour.languages = []
        harbour.save()
        assert offered() == ["en", "es", "fr", "ar"]

    def test_a_browser_that_asks_for_it_is_led_elsewhere(self, client):
        assert client.get("/", headers={"Accept-Language": "uk"})["Location"] == "/en/"
        answer = client.get("/verify/", headers={"Accept-Language": "uk"})
        assert 'lang="uk"' not in answer.content.decode()

    def test_its_addresses_lead_to_a_language_that_is_open_and_say_so(self, client, ana):
        ana.languages = ["uk", "es"]
        ana.save()
        answer = come_in(client, ana).get("/uk/courses/?q=a", follow=True)
        assert answer.redirect_chain == [("/es/courses/?q=a", 302)]
        assert "ucraniano" in answer.content.decode()

    def test_who_works_in_the_editor_may_look(self, client, ukrainian):
        tomas = person("tomas", Role.TRANSLATOR)
        assert come_in(client, tomas).get("/uk/").status_code == 200

    def test_opening_it_offers_it_and_closing_loses_nothing(self, client):
        opening.open_("uk", by=None)
        opening.open_("uk", by=None)
        assert offered() == ["en", "es", "uk"]
        assert home().live
        assert client.get("/uk/").status_code == 200
        assert client.get("/", headers={"Accept-Language": "uk"})["Location"] == "/uk/"
        opening.close("uk", by=None)
        assert offered() == ["en", "es"]
        assert not home().live
        assert client.get("/uk/")["Location"] == "/en/"

    def test_the_private_room_is_read_in_another_language(self, client, harbour):
        opening.open_("uk", by=None)
        answer = client.get("/uk/notes/")
        assert answer.status_code == 200
        assert '<html lang="en"' in answer.content.decode()

    def test_one_language_stays(self, harbour):
        opening.close("es", by=None)
        with pytest.raises(opening.LastOne):
            opening.close("en", by=None)

    def test_choosing_it_among_the_languages_of_the_organisation_opens_it(self, client, sam):
        data = {"languages": ["en", "uk"], "first": "en", "time_zone": "UTC"}
        come_in(client, sam).post("/cms/organisation/languages/", data)
        assert offered() == ["en", "uk"]
        assert home().live


def sent(code="uk", **said):
    """The catalogue as a translator sends it back, with these texts."""
    made = catalogues.catalogue(code)
    for entry in made:
        if entry.msgid in said.get("texts", {}):
            words = said["texts"][entry.msgid]
            if isinstance(words, dict):
                entry.msgstr_plural = words
            else:
                entry.msgstr = words
    made.metadata |= said.get("head", {})
    return str(made).encode()


PLAIN, NAMED = "Start the site again first.", "%(count)d course"
FOUR = {0: "%(count)d курс", 1: "%(count)d курси", 2: "%(count)d курсів", 3: "%(count)d курсу"}
WRONG = {
    "other language": ({"head": {"Language": "pl"}}, "Language: uk"),
    "other plurals": (
        {"texts": {NAMED: FOUR}, "head": {"Plural-Forms": "nplurals=2; plural=n != 1;"}},
        "Plural-Forms",
    ),
    "plural that calls": (
        {"texts": {NAMED: FOUR}, "head": {"Plural-Forms": "nplurals=4; plural=exit();"}},
        "Plural-Forms",
    ),
    "dropped placeholder": (
        {"texts": {"%(amounts)s. Still missing: %(missing)s.": "%(amounts)s."}},
        "placeholders",
    ),
    "markup": ({"texts": {"Kept.": "<script>alert(1)</script>"}}, "marks"),
    "line turned round": ({"texts": {"Kept.": "Збережено \u202e"}}, "nobody sees"),
    "foreign plural": ({"texts": {NAMED: FOUR | {1: "%(other)d курси"}}}, "placeholders"),
}


class TestWords:
    def test_a_catalogue_holds_every_text_once_and_is_the_same_twice(self, ukrainian):
        made = catalogues.catalogue("uk")
        spanish = polib.pofile(str(catalogues.file_of("es")))
        assert {entry.msgid for entry in made} >= {entry.msgid for entry in spanish}
        assert str(made) == str(catalogues.catalogue("uk"))
        assert "nplurals=4" in made.metadata["Plural-Forms"]

    def test_what_was_sent_is_spoken_after_the_next_start(self, ukrainian, state):
        before = kept.stamp(state)
        taken = catalogues.take_in("uk", sent(texts={"Kept.": "Збережено.", NAMED: FOUR}), by=None)
        assert taken.kept == 2
        assert catalogues.done("uk")[0] == 2
        assert kept.stamp(state) != before
        spoken = polib.mofile(str(catalogues.file_of("uk").with_suffix(".mo")))
        assert spoken.find("Kept.").msgstr == "Збережено."

    def test_what_a_later_file_leaves_empty_stays(self, ukrainian):
        catalogues.take_in("uk", sent(texts={"Kept.": "Збережено."}), by=None)
        only = polib.POFile()
        only.metadata = catalogues.catalogue("uk").metadata
        catalogues.take_in("uk", str(only).encode(), by=None)
        assert catalogues.done("uk")[0] == 1

    @pytest.mark.parametrize("why", WRONG)
    def test_a_file_is_refused_as_a_whole(self, ukrainian, why):
        said, words = WRONG[why]
        known = {entry.msgid for entry in catalogues.catalogue("uk")}
        assert set(said.get("texts", {})) <= known, "the test asks for a text that is not there"
        with pytest.raises(Refused) as refusal:
            catalogues.take_in("uk", sent(**said), by=None)
        assert any(words in fault.words for fault in refusal.value.faults)
        assert not catalogues.file_of("uk").exists()

    def test_a_file_that_cannot_be_read_names_its_line(self, ukrainian):
        spoilt = b'msgid ""\nmsgstr ""\n"Language: uk\\n"\n\nmsgid "Kept."\nmsgstr oops\n'
        with pytest.raises(Refused) as refusal:
            catalogues.take_in("uk", spoilt, by=None)
        assert refusal.value.faults[0].line == 6

    @pytest.mark.parametrize(
        "data", [b"", b"\xff\xfe", b"/etc/passwd", b"msgid"], ids=["empty", "bytes", "path", "half"]
    )
    def test_what_is_no_catalogue_is_refused(self, ukrainian, data):
        with pytest.raises(Refused):
            catalogues.take_in("uk", data, by=None)


class TestDesk:
    def test_who_administers_adds_one_with_one_button(self, client, sam, harbour, state):
        answer = come_in(client, sam).post(f"{HERE}add/", {"code": "uk"}, follow=True)
        assert answer.status_code == 200
        assert UKRAINIAN in answer.content.decode()
        assert kept.added(state) == ["uk"]

    def test_what_cannot_be_added_comes_back_with_words(self, client, sam, harbour, state):
        assert come_in(client, sam).post(f"{HERE}add/", {"code": "xx"}).status_code == 422
        assert not kept.added(state)

    def test_a_publisher_may_look_and_change_nothing(self, client, ukrainian, state):
        come_in(client, person("pia", Role.PUBLISHER))
        assert client.get(HERE).status_code == 200
        assert client.get(f"{HERE}uk/").status_code == 200
        assert client.get(f"{HERE}uk/catalogue.po").status_code == 200
        for act in ("add/", "uk/open/", "uk/close/", "uk/upload/"):
            assert client.post(f"{HERE}{act}", {"code": "sw"}).status_code == 404
        assert offered() == ["en", "es"]

    @pytest.mark.parametrize("who", ["ana", "eve", "kit"])
    def test_to_everybody_else_there_are_no_such_pages(self, client, request, ukrainian, who):
        come_in(client, request.getfixturevalue(who))
        for page in (HERE, f"{HERE}uk/", f"{HERE}uk/catalogue.po"):
            assert client.get(page).status_code == 404

    def test_a_file_goes_out_and_comes_back(self, client, sam, ukrainian):
        come_in(client, sam)
        got = client.get(f"{HERE}uk/catalogue.po").content
        assert b"Language: uk" in got
        said = sent(texts={"Kept.": "Збережено."})
        upload = SimpleUploadedFile("uk.po", said)
        assert client.post(f"{HERE}uk/upload/", {"file": upload}).status_code == 302
        assert catalogues.done("uk")[0] == 1

    def test_a_refused_file_is_told_with_its_lines(self, client, sam, ukrainian):
        upload = SimpleUploadedFile("uk.po", sent(texts={"Kept.": "<b>Так</b>"}))
        answer = come_in(client, sam).post(f"{HERE}uk/upload/", {"file": upload})
        assert answer.status_code == 422
        assert "Line " in answer.content.decode()

    def test_words_that_ship_are_not_changed_here(self, client, sam, harbour):
        upload = SimpleUploadedFile("es.po", sent("es", texts={"Kept.": "Guardado"}))
        assert come_in(client, sam).post(f"{HERE}es/upload/", {"file": upload}).status_code == 404


def say(capsys, *arguments):
    call_command("language", *arguments)
    return capsys.readouterr().out


class TestCommand:
    def test_it_adds_and_lists(self, capsys, harbour):
        assert "Nobody is offered it yet" in say(capsys, "add", "uk")
        assert "here already" in say(capsys, "add", "es")
        line = next(line for line in say(capsys, "list").splitlines() if UKRAINIAN in line)
        assert "not open" in line and "0 %" in line

    def test_it_opens_and_closes(self, capsys, ukrainian):
        say(capsys, "open", "uk")
        assert offered() == ["en", "es", "uk"]
        say(capsys, "close", "uk")
        assert offered() == ["en", "es"]

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [(("add", "xx"), "These can: "), (("open", "xx"), "The site speaks"), (("add",), "which")],
        ids=["unknown", "not here", "nothing said"],
    )
    def test_a_refusal_is_one_sentence(self, arguments, words):
        with pytest.raises(CommandError, match=words):
            call_command("language", *arguments)


def test_the_language_of_an_address_is_asked_before_any_page():
    assert hasattr(LanguageOfAddress, "process_view")


def test_an_added_language_that_reads_from_the_right_says_so(settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("fa", "فارسی")]
    with translation.override("fa"):
        assert translation.get_language_bidi()
