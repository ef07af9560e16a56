"""What a page weighs for who opens it first, on an old phone: counted by the browser itself.

Against the real server, because the one of the other tests neither compresses nor names files by
their content.
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest

LESSON = "courses/everyday-practice/first-meeting/at-the-desk/"
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 20_000, "uploadThroughput": 20_000}
PAGES = ["", LESSON, "courses/everyday-practice/", "account/"]
SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const each of list.getEntries()) window.shifted += each.value;
    }).observe({ type: "layout-shift", buffered: true });
"""


@dataclass
class Weighed:
    """Bytes as they came over the wire, heads and all, by address; pixels that moved."""

    sizes: dict[str, int] = field(default_factory=dict)
    shifted: float = 0

    @property
    def bytes(self):
        return sum(self.sizes.values())

    def of(self, ending):
        return sum(size for url, size in self.sizes.items() if url.endswith(ending))


@pytest.fixture
def weigh(real, chromium, signed_in):
    contexts = []

    def weigh(path, *, saving=False, person=True):
        context = chromium.new_context(
            base_url=real,
            viewport={"width": 360, "height": 640},
            storage_state=signed_in if person else None,
            extra_http_headers={"Save-Data": "on"} if saving else {},
        )
        contexts.append(context)
        return opened(context, path)

    yield weigh
    for context in contexts:
        context.close()


def opened(context, path):
    context.add_init_script(SHIFTS)
    page, found, urls = context.new_page(), Weighed(), {}
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW)  # letters come after the text, each time
    asked, came = "Network.requestWillBeSent", "Network.loadingFinished"
    wire.on(asked, lambda e: urls.update({e["requestId"]: e["request"]["url"]}))
    wire.on(came, lambda e: found.sizes.update({urls[e["requestId"]]: e["encodedDataLength"]}))
    page.goto(path)
    assert urlsplit(page.url).path == path  # not the door, nor a lock
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    found.shifted = page.evaluate("window.shifted")
    return found


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", PAGES)
def test_a_cold_page_is_light_and_nothing_in_it_moves(weigh, language, path):
    found = weigh(f"/{language}/{path}")
    assert len(found.sizes) <= 10
    assert found.bytes <= 90_000
    assert found.of(".js") <= 15_000
    assert found.shifted == 0


@pytest.mark.parametrize("language", ["en", "ar"])
def test_who_saves_data_gets_less_than_half_and_no_font(weigh, language):
    found = weigh(f"/{language}/{LESSON}", saving=True)
    assert found.bytes <= 40_000
    assert not [url for url in found.sizes if url.endswith(".woff2")]


@pytest.mark.parametrize("path", ["", "account/login/"])
def test_a_visitors_first_page_is_light_too(weigh, path):
    """The door has scripts for passkeys: more requests, no more weight."""
    found = weigh(f"/en/{path}", person=False)
    assert found.bytes <= 90_000 and found.of(".js") <= 15_000
    assert found.shifted == 0


def test_a_latin_page_fetches_no_arabic_letters_for_the_name_of_a_language(weigh):
    assert not [url for url in weigh("/en/").sizes if "arabic" in url]
