#!/bin/sh
# Builds the kit and the demo, or tests them: ./build.sh build|test. Maven calls this; a person may.
cd "$(dirname "$0")" || exit 1
if ! command -v node >/dev/null || ! command -v npm >/dev/null || ! node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)'; then
  # The launcher shows lines that begin so.
  echo "[ERROR] The Mini App needs Node 20 or newer, with its npm, to be built: install one, for example from https://nodejs.org" >&2
  exit 1
fi
exec node build.mjs "$@"
