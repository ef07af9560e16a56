"""Log lines that name events and ids."""

import logging


class QuietFormatter(logging.Formatter):
    """Leaves out what an exception says, because it may quote what somebody typed."""
