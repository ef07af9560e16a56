"""What the pages of a shared device carry, so that they can lock themselves. Costs no statement."""

from django.utils import timezone

from people import devices, lock
from people.sessions import SEEN, moment


def idle_lock(request):
    user = getattr(request, "user", None)
    if not (user and user.is_authenticated) or not devices.is_shared(request):
        return {}
    now = timezone.now()
    if lock.is_locked(request.session, at=now):
        return {}
    seen = moment(request.session.get(SEEN)) or now
    piece = {
        "after": int(lock.idle().total_seconds()),
        "quiet_for": int((now - seen).total_seconds()),
        "channel": lock.channel_of(request.session),
        "by_password": user.has_usable_password(),
    }
    return {"idle_lock": piece}
