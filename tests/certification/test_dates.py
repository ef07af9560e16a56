"""A rule in days, before somebody joins; and its page, which anybody may read."""

from datetime import date

import pytest

from certification import rules
from certification.in_words.dates import worked_dates
from tests.certification.conftest import SIGNED, publish
from tests.conftest import come_in

RULE = "/en/certificates/rules/signed/"
MONTHLY = "each: {period: month, count: {supervision: {}}, min: 90, over: {last: 12}}"


def dates_of(joined, *, more, asks=MONTHLY):
    text = SIGNED.format(slug="signed", version=1, asks=asks, more=more)
    return worked_dates(rules.scheme_in(text).current, joined=date.fromisoformat(joined))


@pytest.mark.parametrize(
    ("joined", "more", "words"),
    [
        ("2028-02-29", "validity: {lasts: {years: 1}}", "it would hold until 28 February 2029."),
        ("2028-02-29", "validity: {lasts: {days: 365}}", "it would hold until 28 February 2029."),
        ("2027-03-01", "validity: {lasts: {days: 365}}", "it would hold until 29 February 2028."),
        (
            "2026-09-01",
            'validity: {lasts: {years: 1}, counted_from: {fixed: "01-01", at_least: {months: 6}}}',
            "it would hold until 1 January 2028.",
        ),
        ("2026-03-01", "validity: {lasts: null}", "Once granted, it holds for good."),
    ],
)
def test_how_long_it_would_hold(joined, more, words):
    assert any(words in each for each in dates_of(joined, more=more))


def test_the_first_whole_month_is_named():
    words = dates_of("2026-12-02", more="validity: {lasts: null}")
    assert "The first whole time that counts: 1 January 2027 to 31 January 2027." in words


def test_window_grace_and_late_are_days():
    more = """validity: {lasts: {years: 2}, counted_from: old_expiry}
renewal: {opens: {days: 90}, grace: {lasts: {days: 30}}, late: {lasts: {years: 1}}}"""
    words = " ".join(dates_of("2026-12-01", more=more))
    for day in ("2 September 2028", "31 December 2028", "1 December 2029"):
        assert day in words


@pytest.mark.django_db
class TestThePage:
    def test_anybody_reads_it_and_no_engine_keeps_it(self, client, signed):
        answer = client.get(RULE)
        assert "signed by the person" in answer.content.decode()
        assert answer["X-Robots-Tag"] == "noindex"

    def test_whoever_is_signed_in_may_begin(self, client, ana, signed):
        come_in(client, ana)
        assert "I want to go this way" in client.get(RULE).content.decode()

    def test_a_draft_is_no_page(self, client):
        publish().versions.update(published_at=None)
        assert client.get(RULE).status_code == 404
