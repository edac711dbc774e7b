# One update at a time: waits until no other is being installed, and when one has been, for the restart that comes then; what
# came later is met after that. Sourced before anything of an update is touched.
# shellcheck shell=bash

readonly RESTART_SECONDS_MAX=600

exec 8>"${FARKEEP_RUN:-/run}/farkeep-update.lock"
flock 8
if [ -e "${FARKEEP_RUN:-/run}/farkeep-update-installed" ]; then
  echo "another update has been installed; the machine starts again with it first" >&2
  sleep $RESTART_SECONDS_MAX
  exit 1
fi
