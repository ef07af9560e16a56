"""Lighthouse's judgement, as on a phone. Performance is a figure of `make bench`, no test."""

import pytest

from tests.browser.test_weight import LESSON
from tools.lighthouse.run import scores

ASSERTED = ["accessibility", "best-practices"]
PAGES = ["en/account/login/", "ar/", f"en/{LESSON}", "ar/courses/everyday-practice/", "en/account/"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_scores_at_least_95(real, chromium_path, signed_in, path):
    cookies = [] if "login" in path else signed_in["cookies"]
    cookie = "; ".join(f"{each['name']}={each['value']}" for each in cookies)
    found = scores(f"{real}/{path}", ASSERTED, chromium=chromium_path, cookie=cookie)
    assert min(found[name] for name in ASSERTED) >= 95, found
