#!/bin/sh
# Builds the kit and the demo, or tests them: ./build.sh build|test. Maven calls this; a person may.
[ "${PAGE_SKIP:-false}" != true ] || exit 0
cd "$(dirname "$0")" || exit 1
if ! command -v node >/dev/null || ! command -v npm >/dev/null || ! node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
  process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)'; then
  # Maven and the launcher show lines that begin so.
  echo "[ERROR] The Mini App is built with Node 20.19 or newer and its npm: install them, or go without it by -Dpage.skip=true." >&2
  exit 1
fi
exec node build.mjs "$@"
