#!/usr/bin/env bats
# What is written down of disks for the box's service, with a smartctl that is played.

setup() {
  top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  report=$top/buildroot-overlay/rootfs-overlay/usr/lib/farkeep/smart-report
  export FARKEEP_SMART=$BATS_TEST_TMPDIR/reports FARKEEP_SYS_BLOCK=$BATS_TEST_TMPDIR/block FARKEEP_SMARTCTL=$BATS_TEST_TMPDIR/smartctl
  mkdir -p "$FARKEEP_SYS_BLOCK"/{sda,mmcblk0}
  says '{"smart_status": {"passed": true}}'
}

# From now on smartctl prints this of every disk, and ends as it does for some that are well.
says() {
  printf '%s\n' "$1" >"$BATS_TEST_TMPDIR/printed"
  cat >"$FARKEEP_SMARTCTL" <<SH
#!/bin/sh
echo "\$*" >>"$BATS_TEST_TMPDIR/asked"
cat "$BATS_TEST_TMPDIR/printed"
exit 4
SH
  chmod +x "$FARKEEP_SMARTCTL"
}

@test "each disk has a report that the box's user can read, and cards have none" {
  umask 077
  "$report"
  [ "$(cat "$FARKEEP_SMART/sda.json")" = '{"smart_status": {"passed": true}}' ]
  [ "$(stat -c %a "$FARKEEP_SMART")" = 755 ]
  [ "$(stat -c %a "$FARKEEP_SMART/sda.json")" = 644 ]
  [ "$(ls -A "$FARKEEP_SMART")" = sda.json ]
  grep -qx -- '--json --nocheck=standby --all /dev/sda' "$BATS_TEST_TMPDIR/asked"
}

@test "a disk that sleeps keeps what it said, and one that is gone has said nothing" {
  mkdir "$FARKEEP_SYS_BLOCK/nvme0n1"
  "$report"
  says '{"smartctl": {"messages": [{"string": "Device is in STANDBY mode"}]}}'
  rmdir "$FARKEEP_SYS_BLOCK/nvme0n1"
  "$report"
  grep -q smart_status "$FARKEEP_SMART/sda.json"
  [ ! -e "$FARKEEP_SMART/nvme0n1.json" ]
}

@test "no more than eight disks are asked, and no report is longer than 1 MiB" {
  for name in b c d e f g h i j; do mkdir "$FARKEEP_SYS_BLOCK/sd$name"; done
  says "$(head -c 1200000 /dev/zero | tr '\0' x)"
  "$report"
  [ "$(wc -l <"$BATS_TEST_TMPDIR/asked")" -eq 8 ]
  [ "$(stat -c %s "$FARKEEP_SMART/sda.json")" -eq 1048576 ]
}

@test "a machine without smartctl is left alone" {
  rm "$FARKEEP_SMARTCTL"
  run "$report"
  [ "$status" -eq 0 ]
  [ ! -e "$FARKEEP_SMART" ]
}
