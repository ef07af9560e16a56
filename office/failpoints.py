"""Places at which a test may kill this process, to see that nothing is lost or done twice.

Nothing happens unless a test names one (`FAILPOINT`); a production site does not start with it.
"""

import os

from django.conf import settings


def reached(name: str) -> None:
    """Die here, at once and without a word, if this is the place."""
    if name == settings.FAILPOINT:
        os._exit(86)
