"""For `gunicorn learning.wsgi`; `manage.py serve` says the same in learning/parts.py."""

preload_app = True  # a broken setting ends the start at once, in one sentence
worker_class = "gthread"
threads = 8
control_socket_disable = True  # it would leave a socket in the home folder
accesslog = None
logger_class = "learning.serverlog.ServerLog"
forwarded_allow_ips = ""  # what a proxy says is read by Django alone, and only where it is trusted
forwarder_headers = ""  # else SCRIPT_NAME and PATH_INFO, sent from this machine, move every address
