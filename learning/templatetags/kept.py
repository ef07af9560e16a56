"""`{% kept "name" what it depends on %} … {% endkept %}`: a piece of page, rendered once a process.

For pieces without a person, a token or an expiring address. The language is always part of the key.
`NEVER` among the values says that this time the piece is not to be kept.
"""

from django import template
from django.utils.translation import get_language

from office.kept import Kept

register = template.Library()
pieces = Kept(size=4000)
NEVER = object()


class KeptNode(template.Node):
    def __init__(self, nodelist, name, varies):
        self.nodelist, self.name, self.varies = nodelist, name, varies

    def render(self, context):
        varies = [value.resolve(context) for value in self.varies]
        if NEVER in varies:
            return self.nodelist.render(context)
        key = (self.name, get_language(), *varies)
        piece = pieces.get(key)
        if piece is None:
            piece = self.nodelist.render(context)
            pieces.put([(key, piece)])
        return piece


@register.tag
def kept(parser, token):
    _, name, *varies = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, name, [parser.compile_filter(value) for value in varies])
