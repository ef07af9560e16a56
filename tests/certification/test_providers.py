"""Others who teach: kept by coordinators, so that a rule that names their class can be met."""

import json

import pytest

from certification import providers, settling
from certification.models import Award, Elsewhere, Provider
from office.models import Due, Entry
from people.models import Role
from tests.certification.conftest import at, on_path, publish
from tests.conftest import come_in, person

pytestmark = pytest.mark.django_db
DESK = "/cms/providers/"
NEW = f"{DESK}new/"
HUB = f"{DESK}of/hub/"
HELD = {"kind": "iso", "from": "2020-01-01", "until": "2026-06-30"}
APPROVED = "sum: {count: {training: {provider: {class: approved}}}, min: 60}"
CERTIFIED = "sum: {count: {training: {provider: {holds: iso}}}, min: 60}"


@pytest.fixture
def hub(db):
    return Provider.objects.create(slug="hub", name="The hub", rank="good", holds=[HELD])


def filled(client, address=HUB, **more):
    """What the page sends as it stands, with these fields instead."""
    page = client.get(address)
    form = page.context["form"]
    fields = {name: form[name].value() or "" for name in form.fields}
    return {**fields, "mark": page.context["mark"], **more}


def keep(client, address=HUB, **more):
    return client.post(address, filled(client, address, **more))


def learned(who, *, provider="hub", day="2026-03-02"):
    return Elsewhere.objects.create(
        person=who,
        title="Elsewhere",
        provider=provider,
        completed_on=day,
        minutes=60,
        state="checked",
        sent_at=at(day),
    )


class TestKeeping:
    def test_a_new_one_has_a_name_a_class_and_what_it_holds(self, client, kit):
        come_in(client, kit)
        sent = {"code": "Hub", "name": " The  hub ", "rank": "good"}
        row = {"kind_0": "iso", "from_0": "2020-01-01", "until_0": "2026-06-30"}
        more = {"kind_1": "gold", "from_1": "2024-02-29", "until_1": ""}
        assert keep(client, NEW, **sent, **row, **more)["Location"] == DESK
        kept = Provider.objects.get()
        assert (kept.slug, kept.name, kept.rank) == ("hub", "The hub", "good")
        assert kept.holds == [HELD, {"kind": "gold", "from": "2024-02-29", "until": None}]

    def test_it_is_changed_and_its_short_name_stays(self, client, kit, hub):
        keep(come_in(client, kit), name="The old hub", code="other", rank="")
        kept = Provider.objects.get()
        assert (kept.slug, kept.name, kept.rank, kept.holds) == ("hub", "The old hub", "", [HELD])

    def test_an_emptied_row_is_gone(self, client, kit, hub):
        keep(come_in(client, kit), kind_0="", from_0="", until_0="")
        assert Provider.objects.get().holds == []

    @pytest.mark.parametrize(
        ("sent", "field"),
        [
            ({"name": ""}, "name"),
            ({"name": "\u202e"}, "name"),
            ({"name": "x" * 121}, "name"),
            ({"rank": "two words"}, "rank"),
            ({"rank": "x" * 41}, "rank"),
            ({"kind_0": "two words"}, "kind_0"),
            ({"kind_0": ""}, "kind_0"),
            ({"from_0": ""}, "from_0"),
            ({"from_0": "tomorrow"}, "from_0"),
            ({"until_0": "2019-12-31"}, "until_0"),
            ({"until_1": "2019-12-31"}, "kind_1"),
            ({"until_0": "2026-02-30"}, "until_0"),
        ],
    )
    def test_bad_input_comes_back_with_a_sentence(self, client, kit, hub, sent, field):
        answer = keep(come_in(client, kit), **sent)
        assert answer.status_code == 422
        assert answer.context["form"].errors[field]
        assert Provider.objects.get().holds == [HELD]

    @pytest.mark.parametrize("code", ["", "hub", "---", "a b", "x" * 61, "trauma"])
    def test_a_bad_short_name_comes_back_with_a_sentence(self, client, kit, hub, code):
        answer = keep(come_in(client, kit), NEW, code=code, name="Another")
        assert (answer.status_code, bool(answer.context["form"].errors["code"])) == (422, True)

    def test_an_empty_form_is_bad_input_too(self, client, kit, hub):
        come_in(client, kit)
        for address in (NEW, HUB):
            assert client.post(address, {}).status_code == 422

    def test_nobody_writes_over_somebody_else_unseen(self, client, kit, hub):
        come_in(client, kit)
        mine = filled(client, name="Mine")
        keep(client, name="Theirs")
        answer = client.post(HUB, mine)
        assert answer.status_code == 409
        assert "Theirs" in answer.content.decode()
        assert client.post(HUB, mine | {"mark": answer.context["mark"]}).status_code == 302
        assert Provider.objects.get().name == "Mine"

    def test_who_kept_it_is_noted(self, client, kit, hub):
        keep(come_in(client, kit), name="Another")
        entry = Entry.objects.filter(object_kind="certification.provider").get()
        assert (entry.verb, entry.actor, entry.about) == ("kept provider", kit, None)

    def test_more_than_thirty_rows_are_not_taken(self, client, kit, hub):
        rows = {f"kind_{n}": f"k{n}" for n in range(50)} | {
            f"from_{n}": "2020-01-01" for n in range(50)
        }
        come_in(client, kit)
        client.post(HUB, filled(client, **rows))
        assert len(Provider.objects.get().holds) == 30


class TestWhatComesOfIt:
    def settled(self, who, asks):
        scheme = publish("taught", asks=asks)
        on_path(who, scheme)
        settling.settle_person(str(who.pk), at=at("2026-03-05"))
        return Award.objects.filter(person=who).exists()

    def test_a_rule_that_names_a_class_is_met(self, client, kit, ana, hub):
        learned(ana)
        assert not self.settled(ana, APPROVED)
        keep(come_in(client, kit), rank="approved")
        settling.settle_person(str(ana.pk), at=at("2026-03-05"))
        assert Award.objects.filter(person=ana).exists()

    @pytest.mark.parametrize(
        ("day", "is_met"), [("2019-12-31", False), ("2020-01-01", True), ("2026-03-02", True)]
    )
    def test_what_it_holds_is_judged_on_the_day_of_learning(self, ana, hub, day, is_met):
        learned(ana, day=day)
        assert self.settled(ana, CERTIFIED) is is_met

    def test_whoever_learned_there_is_judged_anew_and_nobody_else(self, client, kit, ana, bo, hub):
        learned(ana)
        learned(bo, provider="other")
        come_in(client, kit)
        Due.objects.all().delete()
        keep(client, rank="approved")
        assert [row.key for row in Due.objects.filter(kind="evidence")] == [str(ana.pk)]

    def test_of_the_organisation_itself_everybody_is(self, client, kit):
        scheme = publish("taught", asks=APPROVED)
        come_in(client, kit)
        Due.objects.all().delete()
        keep(client, NEW, code="own", name="We", rank="approved")
        assert [row.key for row in Due.objects.filter(kind="certification.scheme")] == [
            str(scheme.pk)
        ]

    def test_what_rules_ask_for_is_named_beside_the_form(self, client, kit):
        publish("taught", asks=APPROVED)
        publish("certified", asks=CERTIFIED)
        wanted = providers.wanted()
        assert (wanted.classes, wanted.held) == (["approved"], ["iso"])
        page = come_in(client, kit).get(NEW).content.decode()
        assert "approved" in page and "iso" in page


class TestThePages:
    def test_the_list_says_who_holds_what_and_until_when(self, client, kit, hub):
        page = come_in(client, kit).get(DESK).content.decode()
        assert "The hub" in page and "From 1 January 2020 until 30 June 2026" in page

    def test_without_anybody_it_says_so(self, client, kit):
        assert "Nobody is in this list yet." in come_in(client, kit).get(DESK).content.decode()

    def test_markup_is_words(self, client, kit, hub):
        come_in(client, kit)
        keep(client, name="<script>x</script>")
        for address in (DESK, HUB):
            assert "<script>x" not in client.get(address).content.decode()

    def test_they_stand_right_to_left_in_arabic(self, client, kit, hub):
        come_in(client, kit)
        for address in (DESK, NEW, HUB):
            page = client.get(address, headers={"accept-language": "ar"}).content.decode()
            assert 'lang="ar" dir="rtl"' in page, address

    @pytest.mark.parametrize("who", ["eve", "sam", "ana", "bo"])
    def test_nobody_but_coordinators(self, client, request, hub, who):
        come_in(client, request.getfixturevalue(who))
        for address in (DESK, NEW, HUB):
            assert client.get(address).status_code in (302, 403, 404)
            client.post(address, {"code": "x", "name": "Evil", "mark": providers.seen(hub)})
        assert list(Provider.objects.values_list("name", flat=True)) == ["The hub"]

    def test_one_that_is_not_there(self, client, kit):
        assert come_in(client, kit).get(f"{DESK}of/none/").status_code == 404

    def test_a_coordinator_of_a_team_may_as_well(self, client, hub):
        come_in(client, person("lou", Role.COORDINATOR))
        assert keep(client, name="Ours").status_code == 302


def test_a_mark_is_another_for_each_change(hub):
    before = providers.seen(hub)
    hub.rank = "other"
    assert providers.seen(hub) != before
    assert json.dumps(hub.holds)
