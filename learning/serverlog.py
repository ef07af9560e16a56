"""gunicorn's own log, which would quote addresses and exceptions, in our shape."""

from gunicorn.glogging import Logger

from learning.logs import QuietFormatter


class ServerLog(Logger):
    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(QuietFormatter())
