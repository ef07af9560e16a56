#!/usr/bin/env python
"""Mainstay's commands: `python manage.py help`."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "learning.settings.base")
    from learning.env import stop_in_one_sentence

    with stop_in_one_sentence():
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
