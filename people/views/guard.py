"""Who may open a page: a visitor is sent to sign in, and anybody else is told of nothing here."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404

from people.roles import may


def only_who_may(verb: str, thing: str):
    """Asked again at each request, so that a role that ended today opens nothing tomorrow."""

    def guard(view):
        @login_required
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not may(request.user, verb, thing):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard
