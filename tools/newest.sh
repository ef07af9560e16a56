#!/bin/sh
# The same tests on Python 3.13 with the newest Django and Wagtail, where such a Python runs.
set -eu

# Found by running it: pyenv leaves a python3.13 on the PATH that may start nothing.
runs() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' >/dev/null 2>&1; }

find_python() {
	for candidate in python3.13 "$HOME"/.pyenv/versions/3.13*/bin/python "${PYENV_ROOT:-/nowhere}"/versions/3.13*/bin/python; do
		if runs "$candidate"; then
			echo "$candidate"
			return
		fi
	done
}

python=$(find_python)
if [ -z "$python" ]; then
	echo "Not run: Python 3.13 with the newest Django and Wagtail, because no Python 3.13 runs here."
	exit 0
fi
stamp=.venv-newest/.tests
if [ ! -e $stamp ] || [ requirements/newest.txt -nt $stamp ]; then
	echo "Installing the newest parts …"
	"$python" -m venv .venv-newest
	.venv-newest/bin/pip install -qq --disable-pip-version-check --require-hashes -r requirements/newest.txt
	touch $stamp
fi
exec .venv-newest/bin/python -m pytest -n 2 -m "not slow and not browser and not alone"
