"""Questions for oneself in the editor: loaded, looked at, published, withdrawn."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from office.instruments import LARGEST, Instrument, load, publish
from tests.conftest import come_in
from tests.office.instruments import as_file, definition, labelled

pytestmark = pytest.mark.django_db
HERE = "/cms/instruments/"
RTL_TRICK = {"ar": "سؤال", "en": "Item \u202e 1"}
MARKUP = {"ar": "سؤال", "en": "<b>"}


@pytest.fixture
def keeper(client, kit):
    return come_in(client, kit)


@pytest.fixture
def loaded(kit):
    return load(definition(), by=kit)


def send(client, made, name="questions.json"):
    data = made if isinstance(made, bytes) else as_file(made)
    upload = SimpleUploadedFile(name, data, content_type="application/json")
    return client.post(f"{HERE}new/", {"file": upload})


def text_of(answer):
    return answer.content.decode()


@pytest.mark.parametrize("who", ["kit", "sam"])
def test_who_coordinates_or_administers_loads_questions(client, request, who):
    come_in(client, request.getfixturevalue(who))
    answer = send(client, definition())
    row = Instrument.objects.get()
    assert answer["Location"] == f"{HERE}{row.pk}/"
    assert "Item 1" in text_of(client.get(answer["Location"]))
    assert "Not published yet" in text_of(client.get(HERE))


@pytest.mark.parametrize("who", ["ana", "bo", "eve"])
def test_to_everybody_else_there_are_no_such_pages(client, request, loaded, who):
    come_in(client, request.getfixturevalue(who))
    for page in (HERE, f"{HERE}new/", f"{HERE}{loaded.pk}/"):
        assert client.get(page).status_code == 404
    for act in ("publish", "withdraw"):
        assert client.post(f"{HERE}{loaded.pk}/{act}/").status_code == 404
    assert send(client, definition("2.0.0")).status_code == 404
    assert not Instrument.objects.exclude(pk=loaded.pk).exists()


def test_a_visitor_is_sent_to_sign_in(client, loaded):
    for page in (HERE, f"{HERE}new/", f"{HERE}{loaded.pk}/"):
        assert "/login/" in client.get(page)["Location"]
    assert "/login/" in client.post(f"{HERE}{loaded.pk}/publish/")["Location"]


def test_it_is_seen_in_each_of_its_languages(keeper, loaded):
    page = text_of(keeper.get(f"{HERE}{loaded.pk}/?language=ar"))
    assert "Item 2 (ar)" in page
    assert 'lang="ar" dir="rtl"' in page
    assert "Item 2 (ar)" not in text_of(keeper.get(f"{HERE}{loaded.pk}/?language=xx"))


def test_nothing_on_it_can_be_answered_or_sent(keeper, loaded):
    page = text_of(keeper.get(f"{HERE}{loaded.pk}/"))
    assert page.count("disabled") >= len(loaded.definition["items"])
    assert 'type="radio" name' not in page


def test_what_comes_after_it_is_shown_too(keeper, loaded):
    page = text_of(keeper.get(f"{HERE}{loaded.pk}/"))
    for said in ("Band 1", "below 40", "Limits from: <bdi>The manual", "Talk to somebody"):
        assert said in page
    assert page.count("Nothing is worked out.") == 1


def test_whose_it_is_stands_beside_it(keeper, loaded):
    page = text_of(keeper.get(f"{HERE}{loaded.pk}/"))
    for said in ("By the holder", "A holder", "https://holder.example/terms", "must stay as they"):
        assert said in page


def test_it_is_published_and_withdrawn(keeper, loaded):
    keeper.post(f"{HERE}{loaded.pk}/publish/")
    assert Instrument.objects.published().get() == loaded
    assert "Published on" in text_of(keeper.get(HERE))
    keeper.post(f"{HERE}{loaded.pk}/withdraw/")
    assert not Instrument.objects.published().exists()
    page = text_of(keeper.get(f"{HERE}{loaded.pk}/"))
    assert "Withdrawn on" in page
    assert "/publish/" not in page


def test_what_was_withdrawn_meanwhile_is_not_published(keeper, kit, loaded):
    keeper.post(f"{HERE}{loaded.pk}/withdraw/")
    page = keeper.post(f"{HERE}{loaded.pk}/publish/", follow=True)
    assert "It was withdrawn." in text_of(page)


def test_a_medical_word_is_shown_and_waits_for_a_yes(keeper, kit):
    row = load(labelled("Likely depression"), by=kit)
    page = keeper.post(f"{HERE}{row.pk}/publish/")
    assert page.status_code == 422
    assert "It sounds like medicine." in text_of(page)
    assert f"{HERE}{row.pk}/?language=ar" in text_of(page)
    keeper.post(f"{HERE}{row.pk}/publish/", {"seen": "1"})
    assert Instrument.objects.published().exists()


def test_a_changed_wording_is_shown(keeper, kit, loaded):
    made = definition("1.3.0")
    made["title"]["en"] = "Questions of ours"
    row = load(made, by=kit)
    assert "The holder allows no changes" in text_of(keeper.get(f"{HERE}{row.pk}/"))


def test_rules_that_grew_are_said_in_words(keeper, loaded):
    del loaded.definition["rights"]["terms_url"]
    loaded.save()
    page = keeper.post(f"{HERE}{loaded.pk}/publish/")
    assert page.status_code == 422
    assert "rights.terms_url" in text_of(page)


@pytest.mark.parametrize(
    ("made", "words", "place"),
    [
        (definition(title={"en": "Questions"}), "Each text needs each language", "title.ar"),
        (
            definition(intro=MARKUP),
            "A text holds no &lt; and no &gt;",
            "intro.en",
        ),
        (definition(title=RTL_TRICK), "signs in it that nobody sees", "title.en"),
        (definition(total=True), "The format knows no such part.", "total"),
        (definition("1.2"), "This can’t stand here.", "version"),
    ],
    ids=["language", "markup", "direction", "unknown", "version"],
)
def test_what_is_wrong_is_said_with_its_place(keeper, made, words, place):
    answer = send(keeper, made)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert f">{place}</bdi>" in text_of(answer)
    assert not Instrument.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        b"no json", b'{"a": NaN}', b"[" * 100_000, b'{"id": 1, "id": 2}', b"\x00\xff",
        b" " * (LARGEST + 1), b'"' + b"x" * 10_000_000 + b'"',
    ],
    ids=["words", "nan", "deep", "twice", "bytes", "large", "ten-megabytes"],
)  # fmt: skip
def test_a_hostile_file_gets_a_sentence(keeper, data):
    answer = send(keeper, data)
    assert answer.status_code == 422
    assert "This file can’t be read." in text_of(answer)


def test_a_part_with_a_telling_name_does_no_harm(keeper):
    name = "<script>\u202e" + "x" * 1000
    page = text_of(send(keeper, definition(**{name: 1})))
    assert "<script>\u202e" not in page
    assert "\u202e" not in page
    assert "x" * 100 not in page


def test_a_thousand_problems_are_shown_in_part(keeper):
    made = definition(**{f"part{n}": 1 for n in range(1000)})
    assert text_of(send(keeper, made)).count("The format knows no such part.") == 30


def test_no_file_at_all_comes_back_with_words(keeper):
    assert keeper.post(f"{HERE}new/").status_code == 422


def test_the_same_version_again_is_refused_in_words(keeper, loaded):
    assert "This version is here already." in text_of(send(keeper, definition()))


def test_another_way_of_asking_needs_a_higher_first_number(keeper, loaded):
    made = definition("1.3.0")
    made["items"][1].pop("reverse")
    assert "Raise the first number" in text_of(send(keeper, made))


def test_the_list_costs_the_same_with_many(keeper, kit, loaded):
    keeper.get(HERE)
    with CaptureQueriesContext(connection) as with_one:
        keeper.get(HERE)
    for n in range(20):
        publish(load(definition(f"1.3.{n}"), by=kit), by=kit, on=kit.day())
    with CaptureQueriesContext(connection) as with_many:
        keeper.get(HERE)
    assert len(with_many) == len(with_one)


def test_the_way_there_is_shown_to_whom_it_is_for(client, kit, eve):
    assert HERE in text_of(come_in(client, kit).get("/cms/"))
    assert HERE not in text_of(come_in(client, eve).get("/cms/"))
