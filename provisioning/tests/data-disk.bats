#!/usr/bin/env bats
# What the box takes for a blank disk, on loop devices: the only thing that stands between an owner's disk and mkfs.

setup() {
  PATH=$PATH:/usr/sbin:/sbin
  top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  [ "$(id -u)" -eq 0 ] || skip "needs root"
  file=$BATS_TEST_TMPDIR/disk
  truncate -s 80M "$file"
  # shellcheck source=/dev/null
  source "$top/buildroot-overlay/rootfs-overlay/usr/lib/farkeep/blank-disks.sh"
}

blank() {
  local device status=0
  device=$(losetup --find --show "$file" 2>/dev/null) || skip "this machine gives no loop devices"
  is_blank "$device" || status=$?
  losetup -d "$device"
  return $status
}

@test "a disk of zeros is blank" { blank; }

@test "a disk with a file system is not" {
  mkfs.ext4 -q -F "$file"
  run blank
  [ "$status" -eq 1 ]
}

@test "a disk with an empty partition table is not" {
  printf 'label: gpt\n' | sfdisk --quiet "$file"
  run blank
  [ "$status" -eq 1 ]
}

@test "an encrypted disk, which has no signature, is not" {
  head -c 80M /dev/urandom >"$file"
  run blank
  [ "$status" -eq 1 ]
}

@test "a disk with something at its very end alone is not" {
  printf x | dd of="$file" bs=1 seek=$((80 * 1048576 - 3)) conv=notrunc status=none
  run blank
  [ "$status" -eq 1 ]
}

@test "at the start only the very disk that was agreed to is taken, and the word is used up by waiting" {
  eval "$(sed -n '/^agreed_disk() {/,/^}/p' "$top/buildroot-overlay/rootfs-overlay/usr/lib/farkeep/data-disk")"
  agreed=$BATS_TEST_TMPDIR/agreed
  AGREED_SECONDS=2
  device=$(losetup --find --show "$file" 2>/dev/null) || skip "this machine gives no loop devices"
  usb_disks() { echo "$device"; }
  say() { echo "$*" >&2; }
  disk_id "$device" >"$agreed"
  [ "$(agreed_disk)" = "$device" ]
  [ -e "$agreed" ]
  printf '%064d\n' 0 >"$agreed"
  run agreed_disk
  [[ $output == *"not there, or not blank any more"* ]]
  [ ! -e "$agreed" ]
  : >"$agreed"
  [ "$(agreed_disk)" = "$device" ]
  losetup -d "$device"
}
