"""Proof: what a holder shows, and what anybody sees who has the code; and nothing else."""

import logging
from datetime import date
from io import BytesIO

import pytest
from django.core.cache import cache
from pypdf import PdfReader

from certification import fitting, hands, paper, settling, sharing
from certification.models import Award, AwardKind, Share
from learning.logs import QuietFormatter
from people import breaks
from supervision import answering, sessions
from tests.certification.conftest import at, on_path, publish, sign
from tests.conftest import come_in
from tests.supervision.conftest import agree, meeting

pytestmark = pytest.mark.django_db
LONG_TITLES = {
    "ar": "شهادة مهنية في مرافقة الناجيات والناجين من الاتجار بالبشر ودعمهم",
    "fr": "Certificat professionnel d’accompagnement des personnes en situation de vulnérabilité",
}
OTHER_KEY = "YmFkZ2VzLWZha2Uta2V5LWZvci10ZXN0cy0zMi1iISE="
NAMES = {
    "arabic": "نور الهدى حدّاد",
    "eighty": "Maria Fernanda de los Ángeles Guadalupe Hernández-Villanueva Echeverría y Castro",
    "script": "<script>alert(1)</script>",
    "braces": "{{7*7}} {% load x %} %(password)s {0.__class__}",
    "frame": "<iframe src=file:///etc/passwd>",
    "five_hundred": "Anna Maria " * 46,
    "turned": "Ana\u202e evil\u2066 \u200f\nFerreira\r\n\tX",
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


def pages_of(content):
    return len(PdfReader(BytesIO(content)).pages)


def page_of(client, award):
    come_in(client, award.person)
    return client.get(f"/en/certificates/mine/{award.pk}/").content.decode()


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


class TestItsPage:
    """What its holder reads of it."""

    def test_a_showing_that_was_ended_stays_with_its_day_and_without_buttons(
        self, client, award, ana
    ):
        row, code = shared(award)
        sharing.take_back(row, by=ana, at=at("2026-03-04"))
        page = page_of(client, award)
        assert "Ended on 4 March 2026" in page
        assert code not in page
        assert str(row.pk) not in page

    @pytest.mark.parametrize("state", ["revoked", "replaced"])
    def test_of_what_was_taken_back_no_paper_is_made_anew(self, client, award, ana, state):
        row, code = shared(award)
        Award.objects.filter(pk=award.pk).update(state=state)
        page = page_of(client, award)
        assert "Fetch the PDF" not in page
        for name in ("page/", "paper.pdf"):
            assert client.get(f"/en/certificates/shown/{row.pk}/{name}").status_code == 404
        assert verify(client, code).status_code == 200, "its code still tells how it stands"
        client.post(f"/en/certificates/shown/{row.pk}/end/")
        assert verify(client, code).status_code == 404

    def test_past_its_last_day_it_says_so(self, client, award):
        Award.objects.update(valid_until=date(2026, 3, 20))
        assert "No longer valid" in page_of(client, award)

    def test_it_says_on_which_grounds_it_was_granted_and_how_much_there_was(self, client, ana, bo):
        agree(bo, ana)
        held = meeting(bo, ana, minutes=90, start=at("2026-02-28"))
        row = sessions.log(held, by=bo, at=at("2026-03-01"))
        answering.confirm(row.lines.get(), by=ana, at=at("2026-03-01"))
        asks = """all:
    - {id: hours, title: {en: One hour}, sum: {count: {supervision: {}}, min: 60}}
    - {id: code, title: {en: The code}, attestation: {statement: code-of-conduct, by: self}}
"""
        on_path(ana, publish("both", asks=asks))
        sign(ana, "2026-03-02")
        settling.settle_person(str(ana.pk), at=at("2026-03-02"))
        page = page_of(client, Award.objects.get(scheme__slug="both"))
        assert "Why it was granted" in page
        assert "One hour" in page
        assert "90 minutes of 60 minutes" in page
        assert "The code" in page

    def test_what_stands_for_the_time_being_has_no_grounds(self, client, ana, kit, signed):
        until = date(2027, 1, 1)
        given = {"kind": AwardKind.TEMPORARY, "until": until, "reason": "x", "by": kit}
        bridge = hands.give(ana, signed, at=at("2026-03-02"), **given)
        page = page_of(client, bridge)
        assert "Why it was granted" not in page
        assert "Make one to show" not in page


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


class TestGuessing:
    """A10 and A11: whoever has no code finds nothing, and is soon held up."""

    def test_a_code_is_drawn_from_160_random_bits(self):
        codes = [sharing.new_code() for _ in range(500)]
        assert len(set(codes)) == 500
        assert {len(code) for code in codes} == {32}
        for place in range(32):
            assert len({code[place] for code in codes}) == 32, "every letter, at every place"

    def test_its_neighbours_are_nobodys(self, client, award):
        _row, code = shared(award)
        near = {code[:-1], code + "a", code[1:] + code[0], code[::-1]} - {code}
        near |= {code[:n] + ("b" if code[n] != "b" else "c") + code[n + 1 :] for n in range(32)}
        assert [each for each in near if sharing.found_by(each)] == []

    def test_what_is_no_code_is_answered_like_any_unknown_one(self, client):
        for each in ("x", "%00", "%D8%B1", "a%20b", "..", "'--", "a" * 2000, "%F0%9F%90%A6"):
            answer = client.get(f"/verify/{each}/")
            assert answer.status_code == 404, each
            assert "noindex" in answer["X-Robots-Tag"]

    def test_the_first_thirty_guesses_of_a_minute_hit_nothing_and_no_other_is_answered(
        self, client, award
    ):
        shared(award)
        cache.clear()
        answers = [verify(client, sharing.new_code()).status_code for _ in range(60)]
        assert answers == [404] * 30 + [429] * 30

    @pytest.mark.parametrize("way", ["head", "typed", "file", "claimed address"])
    def test_no_way_round_the_throttle(self, client, settings, way):
        settings.ACCOUNT_RATE_LIMITS = {"verify": "5/m/ip"}
        cache.clear()
        for n in range(12):
            answer = self.guess(client, way, n)
        assert answer.status_code == 429

    def guess(self, client, way, n):
        if way == "head":
            return client.head(f"/verify/guess{n}/")
        if way == "typed":
            return client.post("/verify/", {"code": f"guess{n}"})
        if way == "file":
            return client.post("/verify/", {"file": BytesIO(b"%PDF-1.7 x")})
        return client.get(f"/verify/guess{n}/", headers={"x-forwarded-for": f"192.0.2.{n}"})

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
    def test_other_methods_do_nothing(self, client, award, method):
        row, code = shared(award)
        answer = getattr(client, method)(f"/verify/{code}/")
        assert answer.status_code == 405
        assert b"Signed" not in answer.content
        assert sharing.found_by(code) == row

    def test_a_look_at_the_headers_alone_tells_the_same_state(self, client, award):
        _row, code = shared(award)
        known, unknown = client.head(f"/verify/{code}/"), client.head(f"/verify/{'a' * 32}/")
        assert (known.status_code, known.content) == (200, b"")
        assert unknown.status_code == 404

    def test_nothing_lists_them(self, client, award):
        _row, code = shared(award)
        for address in ("/verify/", "/sitemap.xml", "/robots.txt", "/badges/issuer.json"):
            assert code not in client.get(address).content.decode()


class TestWhoElseLearnsOfIt:
    def test_no_other_site_is_told_the_code_and_no_search_engine_keeps_it(self, client, award):
        _row, code = shared(award)
        answers = [
            verify(client, code),
            verify(client, "a" * 32),
            client.get("/verify/"),
            client.post("/verify/", {"file": BytesIO(b"x")}),
        ]
        for answer in answers:
            assert answer["Referrer-Policy"] == "strict-origin"
            assert "noindex" in answer["X-Robots-Tag"]
            assert 'name="robots" content="noindex' in answer.content.decode()
            assert answer["Cache-Control"] == "no-store"

    def test_its_page_loads_nothing_from_elsewhere(self, client, award):
        _row, code = shared(award)
        assert "://" not in verify(client, code).content.decode().replace("http://www.w3.org", "")

    def test_no_code_is_written_to_a_log(self, client, award, settings):
        settings.ACCOUNT_RATE_LIMITS = {"verify": "8/m/ip"}
        cache.clear()
        row, code = shared(award)
        written = []
        handler = logging.Handler(logging.DEBUG)
        handler.setFormatter(QuietFormatter())
        handler.emit = lambda record: written.append(handler.format(record))
        logging.getLogger().addHandler(handler)
        try:
            client.post("/verify/", {"code": code})
            for method in ("get", "head", "post", "put"):
                getattr(client, method)(f"/verify/{code}/")
            sharing.take_back(row, by=award.person, at=at("2026-03-04"))
            statuses = [verify(client, code).status_code for _ in range(9)]
        finally:
            logging.getLogger().removeHandler(handler)
        assert {404, 429} <= set(statuses)
        assert code not in " ".join(written)


class TestPaper:
    @pytest.fixture(params=NAMES)
    def name(self, request):
        return NAMES[request.param]

    def test_a_name_is_extracted_as_it_was_written_from_one_page(self, award, ana, name):
        ana.legal_name = name
        ana.save()
        row, _code = shared(award, printed="legal")
        content = paper.as_pdf(paper.paper_of(row, at=at("2026-03-03")))
        assert pages_of(content) == 1
        assert "".join(row.name.split()) in "".join(text_of(content).split())

    def test_what_turns_a_text_round_is_not_printed(self, award, ana):
        ana.legal_name = NAMES["turned"]
        ana.save()
        row, _code = shared(award, printed="legal")
        assert row.name == "Ana evil Ferreira X"

    @pytest.mark.parametrize("languages", [("ar", "fr"), ("fr", "ar")])
    def test_a_wide_name_and_two_long_titles_stand_on_one_page(self, award, ana, languages):
        ana.chosen_name = "W" * 80
        ana.save()
        Award.objects.update(titles=LONG_TITLES)
        row, _code = shared(Award.objects.get(), languages=languages)
        content = paper.as_pdf(paper.paper_of(row, at=at("2026-03-03")))
        assert pages_of(content) == 1
        found = "".join(text_of(content).split())
        for title in LONG_TITLES.values():
            assert "".join(title.split()) in found
        assert found.count("W" * 80) == 2

    def test_each_language_says_it_in_its_own_direction(self, award):
        row, _code = shared(award, languages=("en", "ar"))
        html = paper.as_html(paper.paper_of(row, at=at("2026-03-03")))
        assert '<section class="certificate__part" lang="en" dir="ltr">' in html
        assert '<section class="certificate__part" lang="ar" dir="rtl">' in html

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

    def test_an_older_file_is_known_after_a_new_key_and_a_new_one_is_signed_with_it(
        self, client, award, settings
    ):
        row, code = shared(award)
        older = paper.as_pdf(paper.paper_of(row, at=at("2026-03-03")))
        settings.SIGNING_KEYS = [f"hours:{OTHER_KEY}", *settings.SIGNING_KEYS]
        newer = paper.as_pdf(paper.paper_of(row, at=at("2026-03-03")))
        for each in (older, newer):
            assert self.check(client, each)["Location"] == f"/verify/{code}/"
        settings.SIGNING_KEYS = [f"hours:{OTHER_KEY}"]
        assert self.check(client, older).status_code == 404
        assert self.check(client, newer).status_code == 302

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


class TestHowLargeItIsSet:
    def test_an_ordinary_name_is_set_largest(self):
        assert fitting.step_of("Ana Ferreira", ["Advocate foundation"]) == 1
        assert fitting.step_of("نور الهدى حدّاد", ["أساسيات المناصرة", "Advocate foundation"]) == 1

    def test_the_longer_the_smaller(self):
        names = ["Ana", NAMES["eighty"], "W" * 80, NAMES["five_hundred"], "W" * 500]
        steps = [fitting.step_of(name, list(LONG_TITLES.values())) for name in names]
        assert steps == sorted(steps)
        assert steps[-1] <= len(fitting.STEPS)

    def test_what_is_not_seen_takes_no_room(self):
        assert fitting.lines_of("a\u0301" * 40, 30) == fitting.lines_of("a" * 40, 30)

    @pytest.mark.parametrize(
        ("text", "lines"), [("", 1), ("W" * 20, 3), ("aaaa bbbb cccc", 1), ("W" * 9 + " WW", 2)]
    )
    def test_lines_are_counted_as_they_break(self, text, lines):
        assert fitting.lines_of(text, 10) == lines


class TestItsLastDay:
    """A break that has not ended promises nothing: nobody knows yet how long it was."""

    @pytest.fixture
    def resting(self, ana):
        on_path(ana, publish("resting", more="validity: {lasts: {years: 2}, breaks: stop}"))
        sign(ana, "2026-03-02")
        settling.settle_person(str(ana.pk), at=at("2026-03-02"))
        return Award.objects.get(scheme__slug="resting")

    def shown_until(self, award, day):
        row, _code = shared(award)
        return sharing.shown(row, at=at(day)).valid_until

    def test_only_break_days_that_are_over_count(self, ana, resting):
        breaks.add(ana, first=date(2026, 4, 1), last=None, at=at("2026-04-01"))
        assert self.shown_until(resting, "2026-04-01") == date(2028, 3, 2)
        assert self.shown_until(resting, "2026-04-03") == date(2028, 3, 4)

    def test_one_with_an_end_to_come_neither(self, ana, resting):
        breaks.add(ana, first=date(2026, 4, 1), last=date(2026, 4, 30), at=at("2026-04-01"))
        assert self.shown_until(resting, "2026-04-03") == date(2028, 3, 4)
        assert self.shown_until(resting, "2026-06-01") == date(2028, 4, 1)

    def test_who_is_in_a_break_stays_valid_all_through_it(self, ana, resting):
        breaks.add(ana, first=date(2026, 4, 1), last=None, at=at("2026-04-01"))
        row, _code = shared(resting)
        assert sharing.shown(row, at=at("2029-04-01")).stands == sharing.Stands.VALID

    def test_on_paper_as_well(self, ana, resting):
        breaks.add(ana, first=date(2026, 4, 1), last=None, at=at("2026-04-01"))
        row, _code = shared(resting)
        html = paper.as_html(paper.paper_of(row, at=at("2026-04-03")))
        assert "Valid until 4 March 2028" in html


def test_more_time_and_breaks_count_in_the_last_day(award, ana):
    row, _code = shared(award)
    award.extensions.create(
        asked_on=date(2028, 3, 1), until_day=date(2028, 6, 1), by=ana, at=at("2028-03-01")
    )
    shown = sharing.shown(row, at=at("2028-03-05"))
    assert shown.valid_until == date(2028, 3, 2), "this rule knows no more time"
