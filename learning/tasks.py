"""What the worker is told to do. Each only makes sooner what the clock makes anyway."""

from celery import shared_task

from learning import sweep as sweeping


@shared_task(name="learning.sweep", ignore_result=True)
def sweep() -> None:
    sweeping.run()
