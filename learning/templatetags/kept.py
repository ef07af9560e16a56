"""`{% kept "name" what it depends on %} … {% endkept %}`: a piece of page, rendered once a process.

For pieces without a person or an expiring address. The language is always part of the key. What is
new at each request stands after `new`, as `{% kept "name" a b new attempt=attempt %}`: it is put in
each time, as the token of forms always is, and never kept. So it is written out as it is, in no
filter and no `if`. `NEVER` among the values says that this time the piece is not to be kept.
"""

import re
import secrets

from django import template
from django.template.base import token_kwargs
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from office.kept import Kept

register = template.Library()
pieces = Kept(size=4000)
NEVER = object()
PLACE = f"new-{secrets.token_hex(16)}-"  # of a value; nobody can write it into a page
PLACES = re.compile(rf"{PLACE}(\w+);")
FORMS = "csrf_token"


class KeptNode(template.Node):
    def __init__(self, nodelist, name, varies, new):
        self.nodelist, self.name, self.varies, self.new = nodelist, name, varies, new

    def render(self, context):
        varies = [value.resolve(context) for value in self.varies]
        new = {name: value.resolve(context) for name, value in self.new.items()}
        if NEVER in varies:
            with context.push(**new):
                return self.nodelist.render(context)
        if (token := context.get(FORMS)) is not None:
            new[FORMS] = token
        key = (self.name, get_language(), FORMS in new, *varies)
        texts = pieces.get(key)
        if texts is None:
            texts = self._with_places(context, new)
            pieces.put([(key, texts)])
        return texts[0] if len(texts) == 1 else _filled(texts, new)

    def _with_places(self, context, names) -> list[str]:
        """The rendered text; at every second place the name of what is put in there."""
        with context.push(**{name: f"{PLACE}{name};" for name in names}):
            return PLACES.split(self.nodelist.render(context))


def _filled(texts: list[str], new: dict) -> str:
    filled = list(texts)
    filled[1::2] = [conditional_escape(new[name]) for name in texts[1::2]]
    return "".join(filled)


@register.tag
def kept(parser, token):
    _, name, *words = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    at = words.index("new") if "new" in words else len(words)
    varies = [parser.compile_filter(word) for word in words[:at]]
    return KeptNode(nodelist, name, varies, token_kwargs(words[at + 1 :], parser))
