#!/usr/bin/env bats
# A blank disk that somebody in the house agrees to: loop devices play USB disks, a directory plays what the card keeps.

setup() {
  PATH=$PATH:/usr/sbin:/sbin
  top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  [ "$(id -u)" -eq 0 ] || skip "needs root"
  here=$top/buildroot-overlay/rootfs-overlay/usr/lib/farkeep
  export FARKEEP_LIB=$BATS_TEST_TMPDIR/lib FARKEEP_BLANK_DISK=$BATS_TEST_TMPDIR/blank-disk FARKEEP_DATA=$BATS_TEST_TMPDIR
  export FARKEEP_CONSENT=$BATS_TEST_TMPDIR/adopt-disk FARKEEP_AGREED=$BATS_TEST_TMPDIR/agreed
  mkdir "$FARKEEP_LIB"
  cp "$here"/blank-disk-{look,agreed} "$FARKEEP_LIB"
  # every disk in this file counts as one on USB
  { cat "$here/blank-disks.sh" && echo "usb_disks() { cat '$BATS_TEST_TMPDIR/disks'; }"; } >"$FARKEEP_LIB/blank-disks.sh"
  FARKEEP_CARD=$(findmnt -nro SOURCE --target "$FARKEEP_DATA" | sed 's/\[.*//')
  export FARKEEP_CARD
  : >"$BATS_TEST_TMPDIR/disks"
  bytes=$(($(df --block-size=1 --output=used "$FARKEEP_DATA" | tail -n 1) * 2 + 2147483648))
}

teardown() {
  [ -e "$BATS_TEST_TMPDIR/disks" ] || return 0
  while read -r device; do losetup -d "$device"; done <"$BATS_TEST_TMPDIR/disks"
}

# Plugs in a disk of $2 bytes in file $1.
plug() {
  truncate -s "$2" "$BATS_TEST_TMPDIR/$1"
  losetup --find --show "$BATS_TEST_TMPDIR/$1" >>"$BATS_TEST_TMPDIR/disks" 2>/dev/null || skip "this machine gives no loop devices"
}

told_id() { sed -n 's/^id //p' "$FARKEEP_BLANK_DISK"; }

@test "a blank disk is told of with size and id, and no more once it is gone" {
  plug disk "$bytes"
  "$FARKEEP_LIB/blank-disk-look"
  [ "$(head -n 1 "$FARKEEP_BLANK_DISK")" = 'farkeep blank disk 1' ]
  [[ $(told_id) =~ ^[0-9a-f]{64}$ ]]
  grep -qx "bytes $((bytes / 512 * 512))" "$FARKEEP_BLANK_DISK"
  [ "$(stat -c %a "$FARKEEP_BLANK_DISK")" = 644 ]
  losetup -d "$(cat "$BATS_TEST_TMPDIR/disks")"
  : >"$BATS_TEST_TMPDIR/disks"
  "$FARKEEP_LIB/blank-disk-look"
  [ ! -e "$FARKEEP_BLANK_DISK" ]
}

@test "a disk with something on it, two blank ones, and one that is too small are not told of" {
  plug small 67108864
  run "$FARKEEP_LIB/blank-disk-look"
  [[ $output == *"too few"* ]]
  [ ! -e "$FARKEEP_BLANK_DISK" ]
  plug second "$bytes"
  "$FARKEEP_LIB/blank-disk-look"
  [ ! -e "$FARKEEP_BLANK_DISK" ]
  printf x | dd of="$BATS_TEST_TMPDIR/second" bs=1 seek=100 conv=notrunc status=none
  blockdev --flushbufs "$(tail -n 1 "$BATS_TEST_TMPDIR/disks")"
  "$FARKEEP_LIB/blank-disk-look"
  [ ! -e "$FARKEEP_BLANK_DISK" ]
}

@test "a box whose data is on a disk already is told of none" {
  plug disk "$bytes"
  FARKEEP_CARD=/dev/null "$FARKEEP_LIB/blank-disk-look"
  [ ! -e "$FARKEEP_BLANK_DISK" ]
}

@test "the disk that was agreed to is noted for the next start, and the word is used up" {
  plug disk "$bytes"
  "$FARKEEP_LIB/blank-disk-look"
  told_id >"$FARKEEP_CONSENT"
  run "$FARKEEP_LIB/blank-disk-agreed"
  [ "$status" -eq 0 ]
  [ "$(cat "$FARKEEP_AGREED")" = "$(told_id)" ]
  [ ! -e "$FARKEEP_CONSENT" ]
}

@test "a disk that has been written to, another one, a link and nonsense are not taken" {
  plug disk "$bytes"
  "$FARKEEP_LIB/blank-disk-look"
  known=$(told_id)
  for word in "" "$(printf '%064d' 0)" nonsense; do
    printf '%s\n' "$word" >"$FARKEEP_CONSENT"
    run "$FARKEEP_LIB/blank-disk-agreed"
    [ "$status" -eq 1 ]
  done
  printf '%s\n' "$known" >"$BATS_TEST_TMPDIR/elsewhere"
  ln -s "$BATS_TEST_TMPDIR/elsewhere" "$FARKEEP_CONSENT"
  run "$FARKEEP_LIB/blank-disk-agreed"
  [ "$status" -eq 1 ]
  printf '%s\n' "$known" >"$FARKEEP_CONSENT"
  mkfs.ext4 -q -F "$(cat "$BATS_TEST_TMPDIR/disks")" 65536
  run "$FARKEEP_LIB/blank-disk-agreed"
  [ "$status" -eq 1 ]
  [ ! -e "$FARKEEP_AGREED" ]
  [ ! -e "$FARKEEP_CONSENT" ]
  [ ! -e "$FARKEEP_BLANK_DISK" ]
}
