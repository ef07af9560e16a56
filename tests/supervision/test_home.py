from django.urls import reverse

from tests.conftest import come_in


def test_whoever_has_no_agreement_reads_what_will_stand_here(client, ana):
    come_in(client, ana)
    assert "Nothing is agreed yet" in client.get(reverse("supervision:home")).text


def test_a_visitor_is_asked_to_sign_in(client, db):
    assert client.get(reverse("supervision:home")).status_code == 302


def test_a_supervised_person_does_not_read_that_nothing_is_agreed(client, ana, pair):
    come_in(client, ana)
    assert "Nothing is agreed yet" not in client.get(reverse("supervision:home")).text


def test_a_supervisor_has_the_page_too(client, bo, pair):
    come_in(client, bo)
    assert client.get(reverse("supervision:home")).status_code == 200


def test_each_reads_the_places_that_are_theirs(client, ana, bo, kit, pair):
    theirs = {
        ana: {"supervision:answers", "supervision:practice"},
        bo: {"supervision:people", "supervision:import"},
        kit: {"supervision:owed_all", "supervision:topics"},
    }
    for who, places in theirs.items():
        come_in(client, who)
        page = client.get(reverse("supervision:home")).text
        assert all(reverse(name) in page for name in places)
    come_in(client, ana)
    page = client.get(reverse("supervision:home")).text
    assert not any(reverse(name) in page for name in theirs[bo] | theirs[kit])


def test_every_place_that_is_offered_opens(client, ana, bo, kit, pair):
    for who in (ana, bo, kit):
        come_in(client, who)
        front = client.get(reverse("supervision:home")).context["front"]
        for group in front.groups:
            for place in group["places"]:
                assert client.get(place.url).status_code == 200, place.name


def test_a_device_that_others_use_sends_nothing(client, bo, pair):
    come_in(client, bo)
    assert "data-away" not in client.get(reverse("supervision:home")).text
