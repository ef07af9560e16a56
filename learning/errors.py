"""Error pages in the site's look and the person's language."""

from django.shortcuts import render


def form_expired(request, reason=""):
    """A form came without its token: mostly a page that stood open for too long."""
    return render(request, "csrf_failure.html", status=403)
