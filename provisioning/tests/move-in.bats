#!/usr/bin/env bats
# What happens to a disk before the box starts from it: directories stand for disk, card and state partition.

setup() {
  [ "$(id -u)" -eq 0 ] || skip "needs root, since the box has its own user"
  overlay=$BATS_TEST_DIRNAME/../../buildroot-overlay/rootfs-overlay/usr/lib
  tmp=$BATS_TEST_TMPDIR
  export FARKEEP_DATA=$tmp/data FARKEEP_CARD=$tmp/card FARKEEP_BEFORE=$tmp/before FARKEEP_FOUND=$tmp/found
  export FARKEEP_REMEMBERED=$tmp/state/data-disk
  mkdir -p "$FARKEEP_DATA" "$tmp"/{bin,state}
  echo 1111-new >"$FARKEEP_FOUND"
  # the card can be read between start and stop of its mount, and only then
  cat >"$tmp/bin/systemctl" <<EOF
#!/bin/bash
case "\$*" in
'start run-card.mount') [ -e "$tmp/unmounted" ] && mv "$tmp/unmounted" "$tmp/card" ;;
'stop run-card.mount') mv "$tmp/card" "$tmp/unmounted" ;;
*) exit 2 ;;
esac
EOF
  chmod +x "$tmp/bin/systemctl"
  PATH=$tmp/bin:$PATH
}

# A card on which the box has kept something.
card_kept() {
  ln -s /dev/is-out-of-sight "$FARKEEP_BEFORE"
  mkdir -p "$tmp/unmounted/box/packs"
  echo identity >"$tmp/unmounted/box/box.identity"
  echo pack >"$tmp/unmounted/box/packs/1"
  chown -R 900:900 "$tmp/unmounted/box"
  chmod 700 "$tmp/unmounted/box"
}

move_in() { "$overlay/farkeep/move-in"; }

@test "an empty disk belongs to the system, its directory to the box, and it is remembered" {
  chown 1000:1000 "$FARKEEP_DATA"
  chmod 700 "$FARKEEP_DATA"
  move_in
  [ "$(stat -c '%u:%g %a' "$FARKEEP_DATA")" = '0:0 755' ]
  [ "$(stat -c '%u:%g %a' "$FARKEEP_DATA/box")" = '900:900 700' ]
  [ "$(cat "$FARKEEP_REMEMBERED")" = 1111-new ]
}

@test "what the card keeps is copied with its owner, and stays on the card" {
  card_kept
  move_in
  [ "$(cat "$FARKEEP_DATA/box/packs/1")" = pack ]
  [ "$(stat -c '%u:%g' "$FARKEEP_DATA/box/packs/1")" = 900:900 ]
  [ "$(cat "$tmp/unmounted/box/packs/1")" = pack ]
  [ "$(cat "$FARKEEP_REMEMBERED")" = 1111-new ]
}

@test "a copy that was cut off begins anew" {
  card_kept
  mkdir -p "$FARKEEP_DATA/box" "$FARKEEP_DATA/box.part/packs"
  echo half >"$FARKEEP_DATA/box.part/packs/0"
  move_in
  [ ! -e "$FARKEEP_DATA/box/packs/0" ]
  [ ! -e "$FARKEEP_DATA/box.part" ]
  [ -e "$FARKEEP_DATA/box/box.identity" ]
}

@test "a disk that is some box already is left as it is, and the card is not looked at" {
  card_kept
  rm -r "$tmp/unmounted"
  mkdir "$FARKEEP_DATA/box"
  echo other >"$FARKEEP_DATA/box/box.identity"
  move_in
  [ "$(cat "$FARKEEP_DATA/box/box.identity")" = other ]
}

@test "what a disk keeps is not replaced, though the file that says which box it is has been damaged away" {
  card_kept
  mkdir -p "$FARKEEP_DATA/box/packs"
  echo newer >"$FARKEEP_DATA/box/packs/1"
  move_in
  [ "$(cat "$FARKEEP_DATA/box/packs/1")" = newer ]
}

@test "a card that keeps nothing gives nothing" {
  card_kept
  rm -r "$tmp/unmounted/box"/*
  move_in
  [ "$(ls -A "$FARKEEP_DATA/box")" = '' ]
}

@test "a card that can't be read keeps the disk from being remembered, and the box from starting as a new one" {
  card_kept
  rm -r "$tmp/unmounted"
  echo 2222-card >"$FARKEEP_REMEMBERED"
  run move_in
  [ "$status" -ne 0 ]
  [ "$(cat "$FARKEEP_REMEMBERED")" = 2222-card ]
  [ ! -e "$FARKEEP_DATA/box" ]
}
