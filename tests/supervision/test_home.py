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
