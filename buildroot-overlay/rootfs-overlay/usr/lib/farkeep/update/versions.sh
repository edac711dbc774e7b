# Which versions this machine has. Sourced.
# shellcheck shell=bash

# Of the system that runs.
running_version() { sed -n 's/^IMAGE_VERSION="\{0,1\}\([0-9.]*\)"\{0,1\}$/\1/p' "${FARKEEP_OS_RELEASE:-/usr/lib/os-release}"; }

# Of the system from which the last update came, by what was noted of it; nothing when that is not known.
version_before() { sed -n 's/^from //p' "${FARKEEP_UPDATE_STATUS:-/state/update/status}" 2>/dev/null | head -n 1 || true; }
