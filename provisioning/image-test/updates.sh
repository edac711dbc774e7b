# The updates that scenarios install: good, broken, damaged, older, signed by somebody else. Sourced by test-image.
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054

readonly updates=$work/updates UPDATED=$work/updated
image_of() { dirname "$image"; }

version_inside() { inside 'sed -n s/^IMAGE_VERSION=//p /usr/lib/os-release'; }
version_of() { rauc info --output-format=shell --keyring="$("$top/provisioning/sign" keyring)" "$1" 2>/dev/null | sed -n "s/^RAUC_MF_VERSION='\(.*\)'/\1/p"; }
slot_is() { inside "grep -q 'farkeep.slot=$1 ' /proc/cmdline" || fail "the other slot than $1 has started"; }
# a home has one box here
box_name() { home --json boxes | sed -n 's/.*"box":"\([^"]*\)".*/\1/p' | head -1; }

# An update from what the image was made of, with the version $2 and the file $3 in its root replaced by the text $4, as $1.
make_update_from_root() {
  local name=$1 version=$2 tree=$updates/$1
  mkdir -p "$tree"
  cp -a "$(image_of)/root" "$tree/root"
  sed -i "s/^IMAGE_VERSION=.*/IMAGE_VERSION=$version/" "$tree/root/usr/lib/os-release"
  install -m 644 "$("$top/provisioning/sign" keyring)" "$tree/root/usr/lib/farkeep/update/keyring.pem"
  [ -z "${3:-}" ] || printf '%s\n' "$4" >"$tree/root/$3"
  "$top/provisioning/image/slot" "$tree" "$tree/root" "$("$top/provisioning/image/kernel")" "$(image_of)/initramfs"
  printf '%s\n' "$version" >"$tree/update/version"
  mv "$("$top/provisioning/make-update" "$tree/update")" "$updates/$name.raucb"
  rm -rf "$tree"
}

make_updates() {
  [ ! -e "$updates/broken.raucb" ] || return 0
  local now
  now=$(<"$(image_of)/update/version")
  mkdir -p "$updates"
  make_update_from_root older "1.$now"
  # from here on signed with keys that the card does not know; those that it knows vouch for them
  cp -a "$(dirname "$("$top/provisioning/sign" keyring)")" "$updates/keys"
  (
    export FARKEEP_SIGNING_DIR=$updates/keys
    "$top/provisioning/sign" rotate
    make_update_from_root good "$now.1"
    # its service ends as soon as it starts
    make_update_from_root broken "$now.2" usr/lib/farkeep/bin/farkeep-box $'#!/bin/sh\nexit 1'
  )
  FARKEEP_SIGNING_DIR=$updates/strangers-keys "$top/provisioning/sign" keyring >/dev/null
  cp -r "$(image_of)/update" "$updates/strange"
  printf '%s.3\n' "$now" >"$updates/strange/version"
  mv "$(FARKEEP_SIGNING_DIR=$updates/strangers-keys "$top/provisioning/make-update" "$updates/strange")" "$updates/strange.raucb"
  rm -rf "$updates/strange"
  cp "$updates/good.raucb" "$updates/damaged.raucb"
  flip_bit "$updates/damaged.raucb" $(($(stat -c %s "$updates/good.raucb") / 3))
}

# Sends the update $1 to the box; once more where a busy machine did not answer in time.
send_update() {
  local began=$SECONDS
  until home -q boxes update "$(box_name)" "$1" 2>"$work/sent.log"; do
    ((SECONDS - began < 600)) || fail "$(basename "$1") could not be sent in ten minutes: $(tail -3 "$work/sent.log")"
    sleep 5
  done
}

# A USB stick $1 with a FAT file system, as sticks come, and the update $2 in its top directory.
make_stick() {
  local partition_kib=$((511 << 10))
  rm -f "$1"
  truncate -s 512M "$1"
  printf 'start=2048, size=%s, type=c\n' $((partition_kib * 2)) | sfdisk -q "$1"
  mkfs.vfat -F 32 --offset 2048 "$1" "$partition_kib" >/dev/null
  mcopy -i "$1@@1M" "$2" "::farkeep-box-$(version_of "$2").raucb"
}

# Flips the lowest bit of byte $2 of file $1.
flip_bit() {
  local byte
  byte=$(od -An -tu1 -j "$2" -N 1 "$1")
  printf '%b' "\\x$(printf %x $((byte ^ 1)))" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}

keep_updated_card() {
  mkdir -p "$UPDATED"
  cp --sparse=always "$CARD" "$UPDATED/card.img"
  rm -rf "${UPDATED:?}/home"
  cp -a "$work/home" "$UPDATED/home"
}

# A card that runs from slot B, with slot A as it was before; made once.
updated_card() {
  [ -e "$UPDATED/card.img" ] || fail "needs the card that the scenario 'update' leaves: ONLY=update,$scenario"
  cp --sparse=always "$UPDATED/card.img" "$CARD"
  rm -rf "${work:?}/home"
  cp -a "$UPDATED/home" "$work/home"
}
