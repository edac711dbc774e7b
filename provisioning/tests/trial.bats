#!/usr/bin/env bats
# A slot on trial, with a page that is played and a boot partition that is a directory.

setup() {
  top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  overlay=$top/buildroot-overlay/rootfs-overlay/usr/lib/farkeep
  export FARKEEP_UPDATE=$overlay/update FARKEEP_BOOT=$BATS_TEST_TMPDIR/boot FARKEEP_DATA=$BATS_TEST_TMPDIR/data
  mkdir -p "$FARKEEP_BOOT"/slot-{A,B} "$FARKEEP_DATA" "$BATS_TEST_TMPDIR"/{bin,page}
  echo 'os_prefix=slot-A/' >"$FARKEEP_BOOT/config.txt"
  echo 'os_prefix=slot-B/' >"$FARKEEP_BOOT/tryboot.txt"
  echo 'quiet farkeep.slot=B farkeep.trial=1' >"$BATS_TEST_TMPDIR/cmdline"
  export FARKEEP_CMDLINE=$BATS_TEST_TMPDIR/cmdline
  export FARKEEP_UPDATE_STATUS=$BATS_TEST_TMPDIR/status FARKEEP_BOOT_ID=$BATS_TEST_TMPDIR/boot-id
  export FARKEEP_OS_RELEASE=$BATS_TEST_TMPDIR/os-release
  echo before >"$FARKEEP_BOOT_ID"
  "$FARKEEP_UPDATE/note" installed 1.9 1.10
  echo now >"$FARKEEP_BOOT_ID"
  printf 'IMAGE_VERSION="1.10"\n' >"$FARKEEP_OS_RELEASE"
  cat >"$BATS_TEST_TMPDIR/bin/systemctl" <<EOF
#!/bin/bash
case "\$*" in
*is-active*) [ ! -e "$BATS_TEST_TMPDIR/service-is-down" ] ;;
*reboot*) : >"$BATS_TEST_TMPDIR/rebooted" ;;
'start farkeep-take-over@B.service')
  [ ! -e "$BATS_TEST_TMPDIR/boot-is-broken" ] || exit 1
  \$(sed -n 's#^ExecStart=/usr/lib/farkeep/update\(.*\)%i#$FARKEEP_UPDATE\1B#p' "$overlay/../systemd/system/farkeep-take-over@.service")
  ;;
*) exit 2 ;;
esac
EOF
  chmod +x "$BATS_TEST_TMPDIR/bin/systemctl"
  PATH=$BATS_TEST_TMPDIR/bin:$PATH
  echo '{}' >"$BATS_TEST_TMPDIR/page/health.json"
  last_contact 1795332457.25
  python3 - "$BATS_TEST_TMPDIR" >/dev/null 2>&1 3>&- <<'PY' &
import functools, http.server, sys
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1] + "/page")
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
open(sys.argv[1] + "/port.new", "w").write(str(server.server_port))
import os; os.rename(sys.argv[1] + "/port.new", sys.argv[1] + "/port")
server.serve_forever()
PY
  page=$!
  until [ -e "$BATS_TEST_TMPDIR/port" ]; do kill -0 $page; done
  FARKEEP_PAGE_PORT=$(cat "$BATS_TEST_TMPDIR/port")
  export FARKEEP_PAGE_PORT
}

# A box that started at 1795332400 says that a home spoke last at $1, another one long before.
last_contact() {
  cat >"$BATS_TEST_TMPDIR/page/metrics" <<EOF
farkeep_device_last_contact_timestamp_seconds{device="1"} $1
farkeep_device_last_contact_timestamp_seconds{device="2"} 1790000000
farkeep_device_sessions{device="1"} 0
farkeep_started_timestamp_seconds 1795332400
EOF
}

# What the box shows of the update now: stage, from, to, why.
shown() { sed -n 's/^\(stage\|from\|to\|why\) //p' "$FARKEEP_UPDATE_STATUS" | paste -sd' '; }

teardown() { kill "$page" 2>/dev/null || true; }

@test "a slot that passes, and that a home has been at since it started, takes over" {
  run "$FARKEEP_UPDATE/trial"
  [ "$status" -eq 0 ]
  grep -qx 'os_prefix=slot-B/' "$FARKEEP_BOOT/config.txt"
  [ ! -e "$BATS_TEST_TMPDIR/rebooted" ]
  [ ! -e "$FARKEEP_DATA/self-test" ]
  [ "$(shown)" = 'good 1.9 1.10' ]
}

@test "a slot that passes, and can't take over, has failed its trial" {
  : >"$BATS_TEST_TMPDIR/boot-is-broken"
  run "$FARKEEP_UPDATE/trial"
  [ "$status" -ne 0 ]
  grep -qx 'os_prefix=slot-A/' "$FARKEEP_BOOT/config.txt"
  [ "$(shown)" = 'trial 1.9 1.10' ]
}

@test "without a home it waits, and does not go back" {
  last_contact 1795332399.75
  run timeout 6 "$FARKEEP_UPDATE/trial"
  [ "$status" -eq 124 ]
  [ "$(shown)" = 'trial 1.9 1.10' ]
  grep -qx 'os_prefix=slot-A/' "$FARKEEP_BOOT/config.txt"
  [ ! -e "$BATS_TEST_TMPDIR/rebooted" ]
}

@test "a page that does not answer sends the machine back" {
  rm "$BATS_TEST_TMPDIR/page/health.json"
  run "$FARKEEP_UPDATE/trial"
  [ "$status" -eq 1 ]
  [ -e "$BATS_TEST_TMPDIR/rebooted" ]
  [ "$(shown)" = 'back 1.9 1.10 tests' ]
  grep -qx 'os_prefix=slot-A/' "$FARKEEP_BOOT/config.txt"
}

@test "a service that is down, or a disk that takes nothing, sends the machine back" {
  : >"$BATS_TEST_TMPDIR/service-is-down"
  run "$FARKEEP_UPDATE/trial"
  [ "$status" -eq 1 ]
  rm "$BATS_TEST_TMPDIR"/{service-is-down,rebooted}
  FARKEEP_DATA=$BATS_TEST_TMPDIR/is-not-there run "$FARKEEP_UPDATE/trial"
  [ "$status" -eq 1 ]
  [ -e "$BATS_TEST_TMPDIR/rebooted" ]
  grep -qx 'os_prefix=slot-A/' "$FARKEEP_BOOT/config.txt"
}

@test "a slot that starts always is not judged" {
  echo 'quiet farkeep.slot=A' >"$FARKEEP_CMDLINE"
  rm "$BATS_TEST_TMPDIR/page/health.json"
  printf 'IMAGE_VERSION="1.9"\n' >"$FARKEEP_OS_RELEASE"
  run "$FARKEEP_UPDATE/trial"
  [ "$status" -eq 0 ]
  [ "$(shown)" = 'back 1.9 1.10 not-started' ]
  [ ! -e "$BATS_TEST_TMPDIR/rebooted" ]
}

@test "an update whose trial has not begun after half an hour is left" {
  : >"$BATS_TEST_TMPDIR/service-is-down"
  run "$FARKEEP_UPDATE/trial-end"
  [ "$status" -eq 0 ]
  [ -e "$BATS_TEST_TMPDIR/rebooted" ]
  [ "$(shown)" = 'back 1.9 1.10 tests' ]
}

@test "a trial that runs, and a slot that is on none, are left alone" {
  "$FARKEEP_UPDATE/trial-end"
  : >"$BATS_TEST_TMPDIR/service-is-down"
  echo 'quiet farkeep.slot=A' >"$FARKEEP_CMDLINE"
  "$FARKEEP_UPDATE/trial-end"
  [ ! -e "$BATS_TEST_TMPDIR/rebooted" ]
  [ "$(shown)" = 'installed 1.9 1.10' ]
}

@test "a clock that is set by days meanwhile neither ends a trial nor passes it" {
  last_contact 1795332399.75
  echo '100.00 1.00' >"$BATS_TEST_TMPDIR/uptime"
  FARKEEP_UPTIME=$BATS_TEST_TMPDIR/uptime run timeout 4 "$FARKEEP_UPDATE/trial"
  [ "$status" -eq 124 ]
  [ "$(shown)" = 'trial 1.9 1.10' ]
}
