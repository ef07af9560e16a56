"""The sweep does what is due, holds nothing up for one failure, and is safe twice."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from certification import api as certification
from courses import api as courses
from learning import sweep, tasks
from learning.sweep import Swept
from office import due, notices
from office.due import Due
from office.notices import Notice, State, Words
from people import api as people
from supervision import api as supervision
from tests.office.test_due import in_threads


@pytest.fixture
def asked(monkeypatch):
    """Which room was asked to settle what, in order; `courses` knows kinds of its own."""
    calls = []

    def room(api):
        def settle(kind, key, *, at):
            calls.append((api.__name__.partition(".")[0], kind, key))
            if kind == "courses.broken":
                raise ValueError(key)
            return api is courses and kind.startswith("courses.")

        monkeypatch.setattr(api, "settle", settle)

    for api in (certification, supervision, courses, people):
        room(api)
    return calls


@pytest.mark.django_db
class TestCauses:
    def test_every_room_is_asked_from_the_top(self, asked):
        due.add("courses.done", key=7)
        assert sweep.run() == Swept(settled=1, postponed=0, sent=0)
        rooms = ["certification", "supervision", "courses", "people"]
        assert asked == [(room, "courses.done", "7") for room in rooms]
        assert not Due.objects.exists()

    def test_twice_does_nothing_more(self, asked):
        due.add("courses.done", key=7)
        sweep.run()
        assert sweep.run() == Swept(settled=0, postponed=0, sent=0)

    def test_one_failure_holds_up_only_its_own_row(self, asked, caplog):
        due.add("courses.broken", key=1)
        due.add("courses.done", key=2)
        assert sweep.run() == Swept(settled=1, postponed=1, sent=0)
        row = Due.objects.get()
        assert (row.kind, row.last_error, row.failures) == ("courses.broken", "ValueError", 1)
        assert "courses.broken 1 is put off" in caplog.text

    def test_a_kind_that_nobody_knows_yet_stays(self, asked):
        """A newer edition may run beside this one during an update."""
        due.add("badges.baked", key=1)
        assert sweep.run().postponed == 1
        assert Due.objects.get().last_error == "UnknownKind"

    def test_evidence_is_taken_in_though_no_certificate_asks_yet(self):
        due.add("evidence", key=1)
        assert sweep.run().settled == 1

    def test_a_played_time_does_what_will_be_due(self, asked):
        tomorrow = timezone.now() + timedelta(days=1)
        due.add("courses.done", key=7, at=tomorrow)
        assert sweep.run().settled == 0
        assert sweep.run(now=tomorrow).settled == 1

    def test_a_failure_under_a_played_time_ends_all_the_same(self, asked):
        due.add("courses.broken", key=1)
        assert sweep.run(now=timezone.now() + timedelta(days=3650)).postponed == 1

    def test_more_than_one_batch(self, asked):
        for key in range(230):
            due.add("courses.done", key=key)
        assert sweep.run().settled == 230

    def test_a_row_that_causes_itself_does_not_run_for_ever(self, monkeypatch):
        def again(kind, key, *, at):
            due.add(kind, key=key, at=at)
            return True

        monkeypatch.setattr(courses, "settle", again)
        due.add("courses.done", key=1)
        assert sweep.run().settled == sweep.BATCHES

    def test_the_worker_does_the_same(self, asked):
        due.add("courses.done", key=7)
        tasks.sweep()
        assert not Due.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_settle_each_cause_once(asked):
    for key in range(40):
        due.add("courses.done", key=key)
    in_threads(4, sweep.run)
    assert len(asked) == 40 * 4  # rooms
    assert not Due.objects.exists()


class TestNotices:
    def test_the_room_that_the_kind_begins_with_writes(self, ana, monkeypatch):
        monkeypatch.setattr(courses, "write_notice", lambda notice: Words("News", notice.kind))
        notices.add("courses.welcome", to=ana, key="welcome:1")
        assert sweep.run().sent == 1
        assert mail.outbox[0].body.startswith("courses.welcome\n")

    def test_a_kind_without_a_room_waits(self, ana):
        notices.add("badges.baked", to=ana, key="baked:1")
        assert sweep.run().sent == 0
        assert Notice.objects.get().state == State.WAITING

    def test_a_settlement_that_tells_is_told_in_the_same_run(self, ana, monkeypatch):
        def settle(kind, key, *, at):
            notices.add("courses.welcome", to=ana, key=f"welcome:{key}", at=at)
            return True

        monkeypatch.setattr(courses, "settle", settle)
        monkeypatch.setattr(courses, "write_notice", lambda notice: Words("News", "…"))
        due.add("courses.done", key=7)
        assert sweep.run() == Swept(settled=1, postponed=0, sent=1)


@pytest.mark.django_db
class TestCommand:
    def test_it_says_what_it_did(self, asked, capsys):
        due.add("courses.done", key=7)
        call_command("sweep")
        assert capsys.readouterr().out == "Settled 1, put off 0, sent 0 by mail.\n"

    def test_it_says_so_to_a_program(self, asked, capsys):
        call_command("sweep", "--json")
        counts = json.loads(capsys.readouterr().out)
        assert counts == {"settled": 0, "postponed": 0, "sent": 0}

    @pytest.mark.parametrize("now", ["2099-01-01T00:00Z", "2099-01-01", "2099-01-01 08:30"])
    def test_it_plays_a_time(self, asked, now):
        due.add("courses.done", key=7, at=timezone.now() + timedelta(days=1))
        call_command("sweep", "--now", now)
        assert not Due.objects.exists()

    @pytest.mark.parametrize(
        "now", ["", "tomorrow", "2099-02-30", "2099-01-01T25:00", "0001-01-01"]
    )
    def test_a_time_that_is_none_is_said_in_words(self, now):
        with pytest.raises(CommandError, match="--now must be a time such as"):
            call_command("sweep", "--now", now)


def manage(*words, **environment):
    """As an operator runs it, in a process of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.ROOT,
        env={"PATH": "", "DJANGO_SETTINGS_MODULE": "learning.settings.test"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("sweep", "--now", "soon"),
            "--now must be a time such as 2027-03-01T09:00+01:00, not “soon”.\n",
        ),
        (("sweep", "--never"), "Unrecognized arguments: --never. Try --help.\n"),
        (
            ("sealed", "shake"),
            "Argument what: invalid choice: 'shake' (choose from 'rotate'). Try --help.\n",
        ),
        (("sweep",), "The database can't be used: is it running, and was manage.py migrate run?\n"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_1(words, sentence, tmp_path):
    done = manage(*words, STATE_DIR=str(tmp_path))
    assert (done.returncode, done.stderr, done.stdout) == (1, sentence, "")


@pytest.mark.parametrize("command", ["sweep", "sealed"])
def test_help_shows_an_example(command, tmp_path):
    done = manage(command, "--help", STATE_DIR=str(tmp_path))
    assert done.returncode == 0
    assert f"manage.py {command} " in done.stdout.partition("Example:")[2]
