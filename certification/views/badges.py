"""What programs ask for: who issues, what an achievement is, which badges were taken back."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from certification import schemes, sharing
from certification.badges import issuing, keys, picture, status
from certification.models import Scheme, Share
from office import organisation, signing

FOR_A_WHILE = "public, max-age=300"
LISTS = 64  # more will never be needed: four million badges


def _json(value: dict, kind: str = "application/json"):
    response = JsonResponse(value, json_dumps_params={"ensure_ascii": False}, content_type=kind)
    response["Cache-Control"] = FOR_A_WHILE
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def issuer(request):
    """This site as a Profile; every key it ever signed badges with, the one in use first."""
    dids = list(keys.known_by_did())
    return _json(
        {
            "@context": [
                "https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            ],
            "id": dids[0],
            "type": ["Profile"],
            "name": organisation.current().name or "Mainstay",
            "url": settings.SITE_URL,
            "otherIdentifier": [
                {"type": "IdentifierEntry", "identifier": did, "identifierType": "identifier"}
                for did in dids[1:]
            ],
        },
        "application/ld+json",
    )


@require_safe
def achievement(request, slug):
    """What a badge is for, in every language that the rule names it in."""
    scheme = get_object_or_404(Scheme.objects.published(), slug=slug)
    row = scheme.versions.exclude(published_at=None).order_by("number").last()
    address = f"{settings.SITE_URL}/{organisation.first_language()}/certificates/rules/{slug}/"
    return _json(
        {
            "id": f"{settings.SITE_URL}/badges/{slug}.json",
            "type": ["Achievement"],
            "name": schemes.title_of(scheme, row.titles, organisation.first_language()),
            "names": row.titles,
            "criteria": {"id": address},
        }
    )


@require_safe
def status_list(request, key, number):
    """Of the badges that this key signed, as long as the site holds it."""
    signer = signing.key_called(key, signing.BADGES)
    if signer is None or number >= LISTS:
        raise Http404
    return _json(status.signed_list(number, signer, at=timezone.now()), "application/vc+ld+json")


def _mine(request, uuid) -> Share:
    return get_object_or_404(sharing.to_fetch(request.user).filter(with_badge=True), pk=uuid)


@require_GET
@login_required
def as_json(request, uuid):
    value = issuing.credential_of(_mine(request, uuid), at=timezone.now())
    response = JsonResponse(value, json_dumps_params={"ensure_ascii": False})
    return _file(response, "badge.json")


@require_GET
@login_required
def as_png(request, uuid):
    content = picture.baked(_mine(request, uuid), at=timezone.now())
    return _file(HttpResponse(content, content_type="image/png"), "badge.png")


def _file(response, name: str):
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
