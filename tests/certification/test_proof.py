"""Proof: what a holder shows, and what anybody sees who has the code; and nothing else."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from certification import hands, paper, settling, sharing
from certification.models import Award, Share
from tests.certification.conftest import at, on_path, publish, sign
from tests.conftest import come_in

pytestmark = pytest.mark.django_db
NAMES = {
    "arabic": "نور الهدى حدّاد",
    "eighty": "Maria Fernanda de los Ángeles Guadalupe Hernández-Villanueva Echeverría y Castro",
    "script": "<script>alert(1)</script>",
    "braces": "{{7*7}} {% load x %} %(password)s {0.__class__}",
    "frame": "<iframe src=file:///etc/passwd>",
}


@pytest.fixture
def award(ana, signed):
    on_path(ana, signed)
    sign(ana, "2026-03-02")
    settling.settle_person(str(ana.pk), at=at("2026-03-02"))
    return Award.objects.get(person=ana)


def shared(award, *, printed="chosen", languages=("en",)):
    return sharing.share(
        award, printed=printed, languages=languages, by=award.person, at=at("2026-03-03")
    )


def verify(client, code):
    return client.get(f"/verify/{code}/", headers={"accept-language": "en"})


def text_of(content):
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


class TestSharing:
    def test_only_its_holder_shows_it(self, award, cy):
        with pytest.raises(sharing.NotTheirs):
            sharing.share(award, printed="chosen", languages=["en"], by=cy, at=at("2026-03-03"))

    def test_the_code_is_long_random_and_kept_sealed(self, award):
        row, code = shared(award)
        assert len(code) == 32  # of 32 letters: 160 bits
        assert row.digest == sharing.digest_of(code)
        assert code not in str(Share.objects.values_list("digest", "uuid").get())

    def test_a_legal_name_must_be_there(self, award):
        with pytest.raises(sharing.NoSuchName):
            shared(award, printed="legal")

    def test_what_was_taken_back_is_not_shown_anew(self, award, kit):
        hands.revoke(award, reason="x", by=kit, at=at("2026-03-03"))
        award.refresh_from_db()
        with pytest.raises(sharing.NothingToShow):
            shared(award)

    def test_the_holder_makes_one_on_the_page(self, client, award, ana):
        come_in(client, ana)
        address = f"/en/certificates/mine/{award.pk}/"
        client.post(address, {"printed": "none", "languages": ["en", "ar"]})
        row = Share.objects.get()
        assert (row.name, row.languages) == ("", ["en", "ar"])
        assert "Without a name" in client.get(address).content.decode()

    def test_three_languages_are_too_many(self, client, award, ana):
        come_in(client, ana)
        asked = {"printed": "none", "languages": ["en", "ar", "es"]}
        assert client.post(f"/en/certificates/mine/{award.pk}/", asked).status_code == 422

    def test_nobody_else_has_its_page(self, client, award, kit, cy):
        row, _code = shared(award)
        for who in (kit, cy):
            come_in(client, who)
            assert client.get(f"/en/certificates/mine/{award.pk}/").status_code == 404
            assert client.get(f"/en/certificates/shown/{row.pk}/paper.pdf").status_code == 404


class TestVerifying:
    def test_it_shows_what_the_holder_agreed_to_and_nothing_else(self, client, award, ana):
        ana.legal_name = "Ana Ferreira"
        ana.save()
        _row, code = shared(award)
        page = verify(client, code).content.decode()
        assert "Signed" in page
        assert "<bdi>Ana</bdi>" in page
        assert "Ferreira" not in page

    def test_typed_as_it_stands_on_paper(self, client, award):
        _row, code = shared(award)
        typed = sharing.in_groups(code).upper()
        assert client.post("/verify/", {"code": typed})["Location"] == f"/verify/{code}/"

    @pytest.mark.parametrize(
        ("day", "words"), [("2028-03-02", "Valid"), ("2028-03-03", "No longer valid")]
    )
    def test_its_last_day_is_the_last(self, award, day, words):
        row, _code = shared(award)
        assert sharing.shown(row, at=at(day)).stands.label == words

    def test_a_revoked_one_says_so_without_the_reason(self, client, award, kit):
        _row, code = shared(award)
        hands.revoke(award, reason="kestrel", by=kit, at=at("2026-03-04"))
        page = verify(client, code).content.decode()
        assert "Taken back" in page
        assert "kestrel" not in page

    def test_one_that_was_ended_is_as_unknown_as_any(self, client, award, ana):
        row, code = shared(award)
        sharing.take_back(row, by=ana, at=at("2026-03-04"))
        ended, unknown = verify(client, code), verify(client, "a" * 32)
        assert ended.status_code == unknown.status_code == 404
        assert "Nothing is known under this code" in ended.content.decode()

    def test_unknown_codes_cost_one_and_the_same_statement(
        self, client, award, ana, django_assert_num_queries
    ):
        row, code = shared(award)
        sharing.take_back(row, by=ana, at=at("2026-03-04"))
        for each in (code, "b" * 32, "x"):
            with django_assert_num_queries(1):
                assert sharing.found_by(each) is None

    def test_search_engines_and_caches_keep_out(self, client, award):
        _row, code = shared(award)
        answer = verify(client, code)
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Cache-Control"] == "no-store"

    def test_whoever_guesses_is_held_up(self, client, award, settings):
        settings.ACCOUNT_RATE_LIMITS = {"verify": "5/m/ip"}
        answers = [verify(client, f"guess{n}").status_code for n in range(40)]
        assert set(answers[:5]) == {404}
        assert set(answers[10:]) == {429}


class TestPaper:
    @pytest.fixture(params=NAMES)
    def name(self, request):
        return NAMES[request.param]

    def test_a_name_is_extracted_as_it_was_written(self, award, ana, name):
        ana.chosen_name = name
        ana.save()
        row, _code = shared(award)
        found = text_of(paper.as_pdf(paper.paper_of(row, at=at("2026-03-03"))))
        assert "".join(name.split()) in "".join(found.split())

    def test_two_languages_stand_on_one_page(self, award):
        row, _code = shared(award, languages=("en", "ar"))
        content = paper.as_pdf(paper.paper_of(row, at=at("2026-03-03")))
        assert len(PdfReader(BytesIO(content)).pages) == 1
        assert "Signed" in text_of(content)

    def test_it_is_tagged_and_says_its_language(self, award):
        row, _code = shared(award, languages=("es",))
        content = paper.as_pdf(paper.paper_of(row, at=at("2026-03-03")))
        root = PdfReader(BytesIO(content)).trailer["/Root"]
        assert root["/Lang"] == "es"
        assert root["/MarkInfo"]["/Marked"]

    def test_the_file_itself_is_checked_to_the_last_byte(self, client, award):
        row, code = shared(award)
        content = paper.as_pdf(paper.paper_of(row, at=at("2026-03-03")))
        assert self.check(client, content)["Location"] == f"/verify/{code}/"
        for place in range(0, len(content), len(content) // 12):
            other = bytearray(content)
            other[place] ^= 1
            assert self.check(client, bytes(other)).status_code == 404

    def check(self, client, content):
        file = BytesIO(content)
        file.name = "paper.pdf"
        return client.post("/verify/", {"file": file})

    def test_what_is_no_pdf_of_ours_is_unknown(self, client, award):
        assert self.check(client, b"%PDF-1.7 nothing").status_code == 404

    def test_nothing_is_fetched_from_anywhere(self, award, ana, no_way_out):
        ana.chosen_name = "<img src=http://192.0.2.1/x>"
        ana.save()
        row, _code = shared(award)
        paper.as_pdf(paper.paper_of(row, at=at("2026-03-03")))
        assert no_way_out == []

    def test_a_title_from_a_rule_is_no_markup(self, ana):
        more = "validity: {lasts: {years: 2}}"
        scheme = publish("telling", more=more)
        scheme.versions.update(titles={"en": "<b>{{7*7}}</b>"})
        row = Award.objects.create(
            person=ana, scheme=scheme, version=1, cycle=1, titles={"en": "<b>{{7*7}}</b>"},
            granted_on=date(2026, 3, 2), granted_at=at("2026-03-02"),
        )  # fmt: skip
        share, _code = shared(row)
        html = paper.as_html(paper.paper_of(share, at=at("2026-03-03")))
        assert "&lt;b&gt;{{7*7}}&lt;/b&gt;" in html


def test_more_time_and_breaks_count_in_the_last_day(award, ana):
    row, _code = shared(award)
    award.extensions.create(
        asked_on=date(2028, 3, 1), until_day=date(2028, 6, 1), by=ana, at=at("2028-03-01")
    )
    shown = sharing.shown(row, at=at("2028-03-05"))
    assert shown.valid_until == date(2028, 3, 2), "this rule knows no more time"
