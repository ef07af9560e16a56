"""Fifty people finish together; the broker is down, and workers are killed at each step. Every one
gets one award and one notice, and nobody is written to twice (faults F2 to F5)."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.learning.test_serve import Served, broker, environment, free_port, wait_until

pytestmark = pytest.mark.alone
MANAGE = [sys.executable, "manage.py"]
PEOPLE, KILLED = 50, 86
FILL = """
from datetime import date
from django.utils import timezone
from certification import attesting, paths, schemes
from certification.models import How, Scheme
from people.models import Role, User
from people.roles import give_role
from tests.certification.conftest import CODE, SIGNED
at = timezone.now()
scheme = schemes.load(
    SIGNED.format(slug="signed", version=1, asks=CODE, more=""), by=None, at=at
).scheme
Scheme.objects.update(is_open=True)
scheme.refresh_from_db()
for n in range(50):
    who = User.objects.create_user(f"p{n}", email=f"p{n}@example.org", chosen_name=f"P{n}")
    paths.join(who, scheme, how=How.CHOSEN, by=who, at=at)
    attesting.sign(who, "code-of-conduct", by_whom="self", by=who, at=at)
"""
ASK = """
import json
from collections import Counter
from certification.models import Award
from office.models import Due, Notice
told = Notice.objects.filter(kind="certification.granted")
print("ANSWER" + json.dumps({
    "people": Award.objects.values("person").distinct().count(),
    "awards": Award.objects.count(),
    "notices": told.count(),
    "states": Counter(told.values_list("state", flat=True)),
    "due": Due.objects.filter(kind="evidence", failures__gt=0).count(),
}))
"""
FREE = "from office.models import Due; Due.objects.update(held_until=None)"  # minutes later


class House:
    def __init__(self, folder, mail):
        self.folder, self.port = folder, free_port()  # where nobody listens yet
        broker = f"redis://127.0.0.1:{self.port}/0"
        self.values = {"EMAIL_URL": f"file:///{mail}", "CELERY_BROKER_URL": broker}
        self.environment = environment(folder, 8000, **self.values)
        self.mail = mail

    def start(self, *command, failpoint="", code=None):
        values = self.environment | ({"FAILPOINT": failpoint} if failpoint else {})
        return subprocess.Popen(
            [*MANAGE, *command, *(["-c", code] if code else [])],
            cwd=settings.ROOT, env=values, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *command, **options):
        process = self.start(*command, **options)
        out, errors = process.communicate(timeout=120)
        return process.returncode, out + errors

    def answer(self):
        _code, out = self.run("shell", code=ASK)
        return json.loads(out.rpartition("ANSWER")[2].splitlines()[0])

    def mails_by_person(self):
        """How often each was written to."""
        found = {}
        for file in self.mail.iterdir():
            for line in file.read_text(encoding="utf-8").splitlines():
                if line.startswith("To: "):
                    found[line[4:]] = found.get(line[4:], 0) + 1
        return found


@pytest.fixture
def house(tmp_path):
    mail = tmp_path / "mail"
    mail.mkdir()
    house = House(tmp_path / "state", mail)
    os.makedirs(tmp_path / "state")
    for command in (["prepare"], ["shell"]):
        code, out = house.run(*command, code=FILL if command == ["shell"] else None)
        assert code == 0, out
    return house


def assert_each_once(house, *, most_unsent=0):
    answer = house.answer()
    assert (answer["people"], answer["awards"], answer["notices"]) == (PEOPLE, PEOPLE, PEOPLE)
    mails = house.mails_by_person()
    assert set(mails.values()) == {1}, "nobody is written to twice"
    assert len(mails) >= PEOPLE - most_unsent


def test_three_sweeps_at_once_while_the_broker_is_down(house):
    running = [house.start("sweep") for _ in range(3)]
    assert [process.wait(timeout=120) for process in running] == [0, 0, 0]
    house.run("shell", code=FREE)
    house.run("sweep")
    assert_each_once(house)


def test_the_broker_comes_back(house, tmp_path):
    """All fifty finished while it was away; nobody has to do anything when it is there again."""
    site = Served(house.folder, **house.values)
    try:
        assert site.is_ready()
        with broker(house.port, tmp_path):
            assert wait_until(lambda: house.answer()["states"].get("sent") == PEOPLE, within=90)
            assert_each_once(house)
    finally:
        site.end()


def test_a_worker_killed_at_each_step(house):
    """One after the other in one house: each kill finds what the last one left."""
    steps = ("certification.judged", "certification.before_grant", "certification.before_commit",
             "certification.granted", "notices.claimed", "notices.sent")  # fmt: skip
    for step in steps:
        code, _out = house.run("sweep", failpoint=step)
        assert code == KILLED, step
        house.run("shell", code=FREE)
    for _ in range(2):
        assert house.run("sweep")[0] == 0
    assert_each_once(house, most_unsent=1)  # the one whose mail was claimed and never seen again
