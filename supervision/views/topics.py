"""The organisation's list of topics; for nobody but those who look after everybody."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from supervision import topics
from supervision.models import Topic
from supervision.topic_form import TopicForm


def only_who_keeps_it(view):
    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not topics.may_keep(request.user, on=request.user.day()):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@only_who_keeps_it
def index(request):
    form = TopicForm(request.POST or None)
    if _saved(request, form):
        return redirect("supervision:topics")
    language = get_language()
    rows = [{"topic": topic, "words": topic.in_language(language)} for topic in Topic.objects.all()]
    return render(request, "supervision/topics.html", {"form": form, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@only_who_keeps_it
def change(request, uuid):
    topic = get_object_or_404(Topic, pk=uuid)
    form = TopicForm(request.POST or None, instance=topic)
    if _saved(request, form):
        return redirect("supervision:topics")
    return render(request, "supervision/topic.html", {"form": form})


def _saved(request, form: TopicForm) -> bool:
    if request.method != "POST" or not form.is_valid():
        return False
    form.save()
    messages.success(request, _("It is kept."))
    return True
