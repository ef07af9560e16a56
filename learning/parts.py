"""The three parts of a served site, each in a process of its own: web, worker, beat."""

from celery.signals import worker_ready
from django.conf import settings
from gunicorn.app.base import BaseApplication

from learning.celery import app
from learning.processes import end_with

THREADS = 8


class Web(BaseApplication):
    """gunicorn without a command line and without an access log: addresses tell on people."""

    def load_config(self):
        options = {
            "bind": f"{settings.HOST}:{settings.PORT}",
            "workers": 1,
            "threads": THREADS,
            "worker_class": "gthread",
            "preload_app": True,
            "graceful_timeout": 3,
            "timeout": 60,
            "accesslog": None,
            "logger_class": "learning.serverlog.ServerLog",
            "loglevel": "warning",
            "control_socket_disable": True,
            "forwarded_allow_ips": "",
            "forwarder_headers": "",
            "post_fork": lambda server, worker: end_with(server.pid),
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self):
        from learning.wsgi import application  # noqa: PLC0415  only the web part needs it

        return application


def web() -> None:
    Web().run()


def worker() -> None:
    make_queue()
    worker_ready.connect(sweep_now, weak=False)
    app.Worker(
        pool="threads",
        concurrency=2,
        quiet=True,
        redirect_stdouts=False,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    ).start()


def beat() -> None:
    """The clock keeps nothing on disk: what was due while it was away is due in the database."""
    make_queue()
    app.Beat(scheduler_cls="celery.beat:Scheduler", quiet=True, redirect_stdouts=False).run()


def make_queue() -> None:
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        for folder in ("in", "done", "control"):
            (settings.QUEUE / folder).mkdir(parents=True, exist_ok=True)


def sweep_now(sender, **kwargs) -> None:
    """A worker that starts does what became due while none was there."""
    sender.app.send_task("learning.sweep")


PARTS = {"web": web, "worker": worker, "beat": beat}
