#!/usr/bin/env bats
# flash, on loop devices where this user may have some; its refusals everywhere.

setup() {
  PATH=$PATH:/usr/sbin:/sbin
  top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  image=$BATS_TEST_TMPDIR/box.img
  head -c 5000000 /dev/urandom >"$image"
  device=
}

teardown() {
  if [ -n "$device" ]; then
    umount "$device" 2>/dev/null || true
    blockdev --setrw "$device"
    losetup -d "$device"
  fi
}

card() {
  [ "$(id -u)" -eq 0 ] || skip "needs root"
  truncate -s "$1" "$BATS_TEST_TMPDIR/card"
  device=$(losetup --find --show "$BATS_TEST_TMPDIR/card" 2>/dev/null) || {
    device=
    skip "this machine gives no loop devices"
  }
}

@test "an image is written, and reads back the same" {
  card 8M
  run "$top/provisioning/flash" --yes "$image" "$device"
  [ "$status" -eq 0 ]
  cmp --bytes=5000000 "$image" "$BATS_TEST_TMPDIR/card"
}

@test "packed images are unpacked on their way" {
  card 8M
  xz -0 --keep "$image"
  "$top/provisioning/flash" --yes "$image.xz" "$device"
  cmp --bytes=5000000 "$image" "$BATS_TEST_TMPDIR/card"
  zstd -q "$image"
  dd if=/dev/zero of="$device" bs=1M count=8 status=none
  "$top/provisioning/flash" --yes "$image.zst" "$device"
  cmp --bytes=5000000 "$image" "$BATS_TEST_TMPDIR/card"
}

@test "a card that is too small is refused, and left as it was" {
  card 4M
  run "$top/provisioning/flash" --yes "$image" "$device"
  [ "$status" -eq 1 ]
  [[ $output == *"larger card"* ]]
  cmp --bytes=4194304 "$BATS_TEST_TMPDIR/card" /dev/zero
}

@test "a card that is mounted is refused" {
  card 16M
  mkfs.ext4 -q "$device"
  mkdir "$BATS_TEST_TMPDIR/mnt"
  mount "$device" "$BATS_TEST_TMPDIR/mnt" || skip "this machine mounts no loop devices"
  run "$top/provisioning/flash" --yes "$image" "$device"
  umount "$BATS_TEST_TMPDIR/mnt"
  [ "$status" -eq 1 ]
  [[ $output == *"is mounted at"* ]]
}

@test "a card that is write-protected is refused" {
  card 8M
  blockdev --setro "$device"
  run "$top/provisioning/flash" --yes "$image" "$device"
  [ "$status" -eq 1 ]
  [[ $output == *write-protected* ]]
}

@test "a card that forgets what was written is noticed" {
  card 8M
  # the device's second half comes from elsewhere when it is read back
  mkdir "$BATS_TEST_TMPDIR/bin"
  cat >"$BATS_TEST_TMPDIR/bin/blockdev" <<EOF
#!/bin/bash
if [ "\$1" = --flushbufs ]; then printf 'rot' | dd of=$device bs=1 seek=3000000 conv=notrunc,fsync status=none; fi
exec $(command -v blockdev) "\$@"
EOF
  chmod +x "$BATS_TEST_TMPDIR/bin/blockdev"
  sed "s#^PATH=.*#PATH=$BATS_TEST_TMPDIR/bin:\$PATH:/usr/sbin:/sbin#" "$top/provisioning/flash" >"$BATS_TEST_TMPDIR/flash"
  run bash "$BATS_TEST_TMPDIR/flash" --yes "$image" "$device"
  [ "$status" -eq 1 ]
  [[ $output == *"does not hold what was written"* ]]
}

@test "nothing is written when nobody agrees" {
  card 8M
  run "$top/provisioning/flash" "$image" "$device" </dev/null
  [ "$status" -eq 1 ]
  cmp --bytes=8388608 "$BATS_TEST_TMPDIR/card" /dev/zero
}

@test "a packed image that is damaged is refused before anything is written" {
  card 8M
  xz -0 --keep "$image"
  truncate -s 2000000 "$image.xz"
  run "$top/provisioning/flash" --yes "$image.xz" "$device"
  [ "$status" -eq 1 ]
  [[ $output == *"does not unpack"* ]]
  cmp --bytes=8388608 "$BATS_TEST_TMPDIR/card" /dev/zero
}

@test "the disk of this system, a file and nothing are refused" {
  run "$top/provisioning/flash" --yes "$image" "$BATS_TEST_TMPDIR"
  [ "$status" -eq 1 ]
  run "$top/provisioning/flash" --yes "$image" "$image"
  [ "$status" -eq 1 ]
  [[ $output == *"no block device"* ]]
  run "$top/provisioning/flash" --yes "$image" /dev/null
  [ "$status" -eq 1 ]
  run "$top/provisioning/flash" --yes "$image" /dev/is-not-there
  [ "$status" -eq 1 ]
  run "$top/provisioning/flash" "$image"
  [ "$status" -eq 2 ]
  system=$(findmnt -no SOURCE /)
  if [ -b "$system" ]; then
    run "$top/provisioning/flash" --yes "$image" "$system"
    [ "$status" -eq 1 ]
  fi
}
