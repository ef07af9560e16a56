"""An SVG may draw; it may not act, fetch, or hide entities."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.forms import get_image_form

from office import drawings
from office.pictures import Picture

XMLNS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside="", attributes=""):
    return f'<svg {XMLNS} viewBox="0 0 9 9" {attributes}>{inside}</svg>'


PLAIN = [
    svg('<path d="M0 0h9" fill="#123"/>'),
    svg('<defs><g id="a"/></defs><use href="#a"/><use xlink:href="#a"/>'),
    svg("<style>.a{fill:url(#g)} .b{fill:url('#g')}</style><title>On the way</title>"),
    svg('<image href="data:image/png;base64,AAAA"/><a href="#top"><text>Up</text></a>'),
    svg('<circle r="1"><animate attributeName="r" to="2"/></circle>'),
    '<?xml version="1.0" encoding="UTF-8"?><!-- drawn by hand -->' + svg(),
]
MORE = [
    svg("<script>alert(1)</script>"),
    svg("<SCRIPT/>"),
    svg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'),
    svg('<b xmlns="http://www.w3.org/1999/xhtml"/>'),
    svg("<style>@import 'https://a.example/'</style>"),
    svg("<style>.a{fill:url(https://a.example/#g)}</style>"),
    svg("<style>.a{fill:u\\72l(https://a.example/#g)}</style>"),
    svg("<style>.a{background:image-set('https://a.example/x' 1x)}</style>"),
    svg('<a href="javascript:alert(1)"/>'),
    svg('<a href=" java&#9;script:alert(1)"/>'),
    svg('<a xlink:href="https://a.example/"/>'),
    svg('<a href="//a.example/"/>'),
    svg('<image href="https://a.example/x.png"/>'),
    svg('<image href="data:image/svg+xml;base64,AAAA"/>'),
    svg('<use href="other.svg#a"/>'),
    svg('<a href="data:text/html,x"/>'),
    svg('<rect style="fill:url(https://a.example/)"/>'),
    svg('<rect fill="url( &quot;//a.example/#g&quot; )"/>'),
    svg('<a id="x"><set attributeName="href" to="https://a.example/"/></a>'),
    svg('<a><animate attributeName="xlink:href" values="javascript:alert(1)"/></a>'),
    svg('<rect><set attributeName="onclick" to="alert(1)"/></rect>'),
    svg(attributes='onload="alert(1)"'),
    svg(attributes='ONLOAD="alert(1)"'),
    svg(attributes='xml:base="https://a.example/"'),
    '<?xml-stylesheet href="https://a.example/x.css"?>' + svg(),
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "https://a.example/x.dtd">' + svg(),
    '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + svg("<text>&a;</text>"),
    '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("<text>&a;</text>"),
    "<html><script/></html>",
    "<svg",
    "",
    "not a drawing",
]


@pytest.mark.parametrize("text", PLAIN)
def test_a_drawing_is_a_drawing(text):
    drawings.check(BytesIO(text.encode()))


@pytest.mark.parametrize("text", MORE)
def test_what_could_act_or_fetch_is_none(text):
    with pytest.raises(drawings.NotADrawing):
        drawings.check(BytesIO(text.encode()))


def test_another_encoding_hides_nothing():
    text = '<?xml version="1.0" encoding="UTF-16"?>' + svg("<script/>")
    with pytest.raises(drawings.NotADrawing):
        drawings.check(BytesIO(text.encode("utf-16")))


@pytest.fixture
def upload(db, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)

    def send(text, name="drawing.svg"):
        file = SimpleUploadedFile(name, text.encode(), content_type="image/svg+xml")
        return get_image_form(Picture)({"title": "A drawing", "collection": 1}, {"file": file})

    return send


class TestUpload:
    def test_a_plain_drawing_is_stored_whole(self, upload):
        form = upload(PLAIN[0])
        assert form.is_valid(), form.errors
        with form.save().file.open() as stored:
            assert stored.read().decode() == PLAIN[0]

    @pytest.mark.parametrize("text", MORE)
    def test_what_could_act_is_refused_in_words_beside_the_field(self, upload, text):
        form = upload(text)
        assert not form.is_valid()
        assert form.errors["file"]

    def test_the_words_say_what_to_do(self, upload):
        assert "upload it as PNG" in upload(MORE[0]).errors["file"][0]
