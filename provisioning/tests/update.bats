#!/usr/bin/env bats
# Updates without a box: keys, bundles made and looked into by the real rauc, what a bundle does to the boot partition, and
# which slot starts afterwards.

setup() {
  PATH=$PATH:/usr/sbin:/sbin
  top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  update=$top/buildroot-overlay/rootfs-overlay/usr/lib/farkeep/update
  export FARKEEP_SIGNING_DIR=$BATS_TEST_TMPDIR/keys
  made=$BATS_TEST_TMPDIR/image/update
  mkdir -p "$made/boot/overlays"
  head -c 65536 /dev/urandom >"$made/root.img"
  echo 'console=ttyAMA0 farkeep.slot=@SLOT@ rauc.slot=@SLOT@ farkeep.data=65536' >"$made/boot/cmdline.txt"
  echo kernel >"$made/boot/kernel8.img"
  echo overlay >"$made/boot/overlays/x.dtbo"
  echo 1.10 >"$made/version"
  printf 'IMAGE_VERSION="1.9"\n' >"$BATS_TEST_TMPDIR/os-release"
  export FARKEEP_OS_RELEASE=$BATS_TEST_TMPDIR/os-release
  boot=$BATS_TEST_TMPDIR/boot
  mkdir -p "$boot"/slot-{A,B}
  printf '[all]\narm_64bit=1\nos_prefix=slot-A/\n' >"$boot/config.txt"
  echo old >"$boot/slot-A/cmdline.txt"
  echo old >"$boot/slot-B/cmdline.txt"
  export FARKEEP_BOOT=$boot
  echo 'quiet farkeep.slot=A rauc.slot=A' >"$BATS_TEST_TMPDIR/cmdline"
  export FARKEEP_CMDLINE=$BATS_TEST_TMPDIR/cmdline
  export FARKEEP_DATA=$BATS_TEST_TMPDIR/data FARKEEP_RUN=$BATS_TEST_TMPDIR
  export FARKEEP_UPDATE_STATUS=$BATS_TEST_TMPDIR/status FARKEEP_BOOT_ID=$BATS_TEST_TMPDIR/boot-id
  echo first-start >"$FARKEEP_BOOT_ID"
}

# What the box shows of an update now: stage, from, to, why.
shown() { sed -n 's/^\(stage\|from\|to\|why\) //p' "$FARKEEP_UPDATE_STATUS" | paste -sd' '; }

# What the box does of it at each start.
after_start() { FARKEEP_UPDATE=$update "$update/after-start"; }

bundle() { (cd "$top" && provisioning/make-update "$made" 2>/dev/null); }
info() { rauc --keyring="$1" info --output-format=shell "$2" 2>/dev/null; }

# What RAUC does around writing slot B.
install_b() {
  "$update/bootloader" set-state B bad
  mkdir -p "$BATS_TEST_TMPDIR/content"
  tar -c -C "$made/boot" -f "$BATS_TEST_TMPDIR/content/boot.tar" .
  RAUC_SLOT_BOOTNAME=B RAUC_BUNDLE_MOUNT_POINT=$BATS_TEST_TMPDIR/content "$top/provisioning/update/hook" slot-post-install
  "$update/bootloader" set-primary B
}

@test "a bundle is what was built, and only for those who know its keys" {
  bundle=$(bundle)
  [[ $bundle == */farkeep-box-1.10.raucb ]]
  info "$FARKEEP_SIGNING_DIR/keyring.pem" "$bundle" | grep -qx "RAUC_MF_VERSION='1.10'"
  FARKEEP_SIGNING_DIR=$BATS_TEST_TMPDIR/others "$top/provisioning/sign" keyring
  run info "$BATS_TEST_TMPDIR/others/keyring.pem" "$bundle"
  [ "$status" -ne 0 ]
}

@test "one byte that was altered is noticed" {
  bundle=$(bundle)
  size=$(stat -c %s "$bundle")
  printf '\x5a\xa5' | dd of="$bundle" bs=1 seek=$((size - 600)) conv=notrunc status=none
  run info "$FARKEEP_SIGNING_DIR/keyring.pem" "$bundle"
  [ "$status" -ne 0 ]
}

@test "after a rotation old boxes and new ones take the next update, and strangers still don't" {
  old=$("$top/provisioning/sign" keyring)
  cp "$old" "$BATS_TEST_TMPDIR/old.pem"
  "$top/provisioning/sign" rotate
  bundle=$(bundle)
  info "$BATS_TEST_TMPDIR/old.pem" "$bundle" | grep -q "'1.10'"
  info "$FARKEEP_SIGNING_DIR/keyring.pem" "$bundle" | grep -q "'1.10'"
  # the keyring without the old key alone is enough
  info "$FARKEEP_SIGNING_DIR/ca.pem" "$bundle" | grep -q "'1.10'"
  run "$top/provisioning/sign" rotate
  [ "$status" -eq 1 ]
}

@test "a rotation that was cut off is not followed by keys of nobody" {
  "$top/provisioning/sign" keyring
  mv "$FARKEEP_SIGNING_DIR" "$FARKEEP_SIGNING_DIR.before-20260101T000000"
  run "$top/provisioning/sign" keyring
  [ "$status" -eq 1 ]
  [[ $output == *"cut off"* ]]
  [ ! -e "$FARKEEP_SIGNING_DIR" ]
}

@test "who can't read the key is told that, and not that the file was altered" {
  echo x >"$BATS_TEST_TMPDIR/sums"
  "$top/provisioning/sign" image "$BATS_TEST_TMPDIR/sums"
  [ "$(stat -c %a "$BATS_TEST_TMPDIR/sums.sig")" = 644 ]
  FARKEEP_SIGNING_DIR=$BATS_TEST_TMPDIR/others run "$top/provisioning/sign" verify "$BATS_TEST_TMPDIR/sums"
  [ "$status" -eq 1 ]
  [[ $output == *"there is no key in"* ]]
}

@test "keys are not made inside a checkout, nor read by others" {
  FARKEEP_SIGNING_DIR=$top/target/keys run "$top/provisioning/sign" keyring
  [ "$status" -eq 1 ]
  [ ! -e "$top/target/keys" ]
  "$top/provisioning/sign" keyring
  [ -z "$(find "$FARKEEP_SIGNING_DIR" -perm /077)" ]
}

@test "no private key is committed" {
  cd "$top"
  run git grep -lE 'BEGIN [A-Z ]*PRIVATE KEY' -- . ':!provisioning/tests' ':!appliance/*/src/test'
  [ "$status" -eq 1 ]
}

@test "an image that was altered does not fit its signature" {
  echo image >"$BATS_TEST_TMPDIR/box.img"
  "$top/provisioning/sign" image "$BATS_TEST_TMPDIR/box.img"
  "$top/provisioning/sign" verify "$BATS_TEST_TMPDIR/box.img"
  echo more >>"$BATS_TEST_TMPDIR/box.img"
  run "$top/provisioning/sign" verify "$BATS_TEST_TMPDIR/box.img"
  [ "$status" -eq 1 ]
}

@test "an update that waits starts once, and config.txt is as it was" {
  before=$(cat "$boot/config.txt")
  install_b
  [ "$(cat "$boot/config.txt")" = "$before" ]
  grep -qx 'os_prefix=slot-B/' "$boot/tryboot.txt"
  grep -qx 'arm_64bit=1' "$boot/tryboot.txt"
  grep -q 'farkeep.slot=B rauc.slot=B' "$boot/slot-B/cmdline.txt"
  [ "$(cat "$boot/slot-B/overlays/x.dtbo")" = overlay ]
  [ "$("$update/bootloader" get-primary)" = B ]
  [ "$("$update/bootloader" get-committed)" = A ]
  [ "$("$update/bootloader" get-current)" = A ]
  # until it has proven itself, a start that fails does not fall back to it
  [ -e "$boot/slot-B/untried" ]
}

@test "a slot that has proven itself starts from then on, and the other one can be written" {
  install_b
  "$update/bootloader" set-state B good
  grep -qx 'os_prefix=slot-B/' "$boot/config.txt"
  [ ! -e "$boot/tryboot.txt" ]
  [ ! -e "$boot/slot-B/untried" ]
  [ "$("$update/bootloader" get-state B)" = good ]
  "$update/bootloader" set-state A bad
  [ "$("$update/bootloader" get-state A)" = bad ]
}

@test "wherever an update is cut off, the slot that runs still starts" {
  # each step of it, then nothing more
  for steps in 1 2 3 4 5 6; do
    rm -f "$boot/tryboot.txt"
    "$update/bootloader" set-state B bad
    [ "$steps" -lt 2 ] || rm -rf "$boot/slot-B"
    [ "$steps" -lt 3 ] || mkdir -p "$boot/slot-B.new"
    [ "$steps" -lt 4 ] || {
      rm -rf "$boot/slot-B" "$boot/slot-B.new"
      install_b
    }
    [ "$steps" -lt 5 ] || cp "$boot/tryboot.txt" "$boot/tryboot.new"
    [ "$steps" -lt 6 ] || rm -f "$boot/tryboot.txt"
    [ "$("$update/bootloader" get-committed)" = A ]
    [ -e "$boot/slot-A/cmdline.txt" ]
    # and a next attempt is not in its way
    install_b
    [ "$("$update/bootloader" get-primary)" = B ]
    mkdir -p "$boot/slot-B"
  done
}

@test "the slot that starts can't be marked bad, and one that was not tried can't take over" {
  run "$update/bootloader" set-state A bad
  [ "$status" -eq 1 ]
  [ "$("$update/bootloader" get-state A)" = good ]
  run "$update/bootloader" set-state B good
  [ "$status" -eq 1 ]
  grep -qx 'os_prefix=slot-A/' "$boot/config.txt"
  run "$update/bootloader" set-primary C
  [ "$status" -eq 1 ]
}

@test "a slot may bring settings for the firmware" {
  printf 'arm_64bit=1\nuart_2ndstage=1\nos_prefix=slot-@SLOT@/\n' >"$made/boot/config.txt"
  install_b
  grep -qx 'uart_2ndstage=1' "$boot/tryboot.txt"
  grep -qx 'os_prefix=slot-B/' "$boot/tryboot.txt"
}

@test "the firmware's own file system keeps it too" {
  fat=$BATS_TEST_TMPDIR/fat
  mkfs.vfat -F 32 -C "$fat" 66000 >/dev/null
  install_b
  mcopy -s -i "$fat" "$boot"/config.txt "$boot"/tryboot.txt "$boot"/slot-A "$boot"/slot-B ::/
  mtype -i "$fat" ::/tryboot.txt | grep -qx 'os_prefix=slot-B/'
  mtype -i "$fat" ::/slot-B/cmdline.txt | grep -q 'farkeep.slot=B'
}

@test "the hook refuses what is older, and takes what is newer by its numbers" {
  for version in 1.8 0.99 1.8.9; do
    RAUC_MF_VERSION=$version run "$top/provisioning/update/hook" install-check
    [ "$status" -eq 10 ]
  done
  for version in 1.10 2; do
    RAUC_MF_VERSION=$version run "$top/provisioning/update/hook" install-check
    [ "$status" -eq 0 ]
  done
  RAUC_MF_VERSION=1.9 run "$top/provisioning/update/hook" install-check
  [ "$status" -eq 10 ]
  [[ $output == *"runs here already"* ]]
}

# rauc as install calls it, with the keyring of the box in place of the system's
with_keyring() {
  mkdir -p "$BATS_TEST_TMPDIR/bin"
  cat >"$BATS_TEST_TMPDIR/bin/rauc" <<EOF
#!/bin/bash
if [ "\$1" = install ]; then cp "$FARKEEP_UPDATE_STATUS" "$BATS_TEST_TMPDIR/while-installing"; echo "\$2" >"$BATS_TEST_TMPDIR/installed"; exit \$(cat "$BATS_TEST_TMPDIR/rauc-ends-with" 2>/dev/null || echo 0); fi
exec /usr/bin/rauc --keyring="$1" "\$@"
EOF
  chmod +x "$BATS_TEST_TMPDIR/bin/rauc"
  PATH=$BATS_TEST_TMPDIR/bin:$PATH
  export FARKEEP_UPDATE=$update
}

@test "the box takes a newer update, and says why it refuses another" {
  bundle=$(bundle)
  with_keyring "$FARKEEP_SIGNING_DIR/keyring.pem"
  run "$update/install" "$bundle"
  [ "$status" -eq 0 ]
  [ "$(cat "$BATS_TEST_TMPDIR/installed")" = "$bundle" ]
  grep -qx 'stage installing' "$BATS_TEST_TMPDIR/while-installing"
  [ "$(shown)" = 'installed 1.9 1.10' ]
  for running in 1.11 2.0; do
    printf 'IMAGE_VERSION="%s"\n' "$running" >"$FARKEEP_OS_RELEASE"
    run "$update/install" "$bundle"
    [ "$status" -eq 1 ]
    [[ $output == *"1.10"*"only a newer one"* ]]
    [ "$(shown)" = "refused $running 1.10 older" ]
  done
}

@test "the version that runs is there already: nothing is done, and nothing better is unsaid by it" {
  bundle=$(bundle)
  with_keyring "$FARKEEP_SIGNING_DIR/keyring.pem"
  printf 'IMAGE_VERSION="1.10"\n' >"$FARKEEP_OS_RELEASE"
  run "$update/install" "$bundle"
  [ "$status" -eq 0 ]
  [[ $output == *"runs here already"* ]]
  [ "$(shown)" = 'present 1.10 1.10' ]
  [ ! -e "$BATS_TEST_TMPDIR/installed" ]
  "$update/note" good 1.9 1.10
  run "$update/install" "$bundle"
  [ "$(shown)" = 'good 1.9 1.10' ]
}

@test "what the box is told of an update is whole, readable for its service, and says when" {
  umask 077
  "$update/note" refused 1.9 1.10 signature
  [ "$(stat -c %a "$FARKEEP_UPDATE_STATUS")" = 644 ]
  [ "$(head -n 1 "$FARKEEP_UPDATE_STATUS")" = 'farkeep update 1' ]
  at=$(sed -n 's/^at //p' "$FARKEEP_UPDATE_STATUS")
  (($(date +%s) - at < 60))
  grep -qx 'boot first-start' "$FARKEEP_UPDATE_STATUS"
  [ ! -e "$FARKEEP_UPDATE_STATUS.new" ]
}

@test "an update that RAUC can't install is refused, and one that can't be noted is installed all the same" {
  bundle=$(bundle)
  with_keyring "$FARKEEP_SIGNING_DIR/keyring.pem"
  echo 1 >"$BATS_TEST_TMPDIR/rauc-ends-with"
  run "$update/install" "$bundle"
  [ "$status" -eq 1 ]
  [ "$(shown)" = 'refused 1.9 1.10 not-installed' ]
  rm "$BATS_TEST_TMPDIR/rauc-ends-with"
  FARKEEP_UPDATE_STATUS=$BATS_TEST_TMPDIR/is/not/there run "$update/install" "$bundle"
  [ "$status" -eq 0 ]
  [[ $output == *"could not be written down"* ]]
}

@test "what was cut off is said at the next start, and what is under way in this one is left alone" {
  for stage in received installing; do
    "$update/note" $stage 1.9 1.10
    after_start
    [ "$(shown)" = "$stage 1.9 1.10" ]
    echo "start after $stage" >"$FARKEEP_BOOT_ID"
    after_start
    [ "$(shown)" = 'refused 1.9 1.10 cut-off' ]
  done
}

@test "a slot that never came up, or was cut off on trial, is said to have gone back" {
  "$update/note" installed 1.9 1.10
  echo second-start >"$FARKEEP_BOOT_ID"
  after_start
  [ "$(shown)" = 'back 1.9 1.10 not-started' ]
  "$update/note" trial 1.9 1.10
  echo third-start >"$FARKEEP_BOOT_ID"
  after_start
  [ "$(shown)" = 'back 1.9 1.10 trial-cut-off' ]
  # cut off between the rename that decides and the word that says so
  "$update/note" trial 1.9 1.10
  printf 'IMAGE_VERSION="1.10"\n' >"$FARKEEP_OS_RELEASE"
  echo fourth-start >"$FARKEEP_BOOT_ID"
  after_start
  [ "$(shown)" = 'good 1.9 1.10' ]
  echo 'quiet farkeep.slot=B' >"$FARKEEP_CMDLINE"
  "$update/note" installed 1.9 1.10
  echo fifth-start >"$FARKEEP_BOOT_ID"
  after_start
  [ "$(shown)" = 'installed 1.9 1.10' ]
}

@test "a stick that was left in does not try again what did not stay, and the owner may" {
  bundle=$(bundle)
  with_keyring "$FARKEEP_SIGNING_DIR/keyring.pem"
  "$update/note" back 1.9 1.10 tests
  run "$update/install" again=no "$bundle"
  [ "$status" -eq 1 ]
  [ ! -e "$BATS_TEST_TMPDIR/installed" ]
  [ "$(shown)" = 'back 1.9 1.10 tests' ]
  run "$update/install" "$bundle"
  [ "$status" -eq 0 ]
  [ "$(shown)" = 'installed 1.9 1.10' ]
}

@test "the box refuses an update of strangers, a broken one, and any while one is on trial" {
  bundle=$(bundle)
  FARKEEP_SIGNING_DIR=$BATS_TEST_TMPDIR/others "$top/provisioning/sign" keyring
  with_keyring "$BATS_TEST_TMPDIR/others/keyring.pem"
  run "$update/install" "$bundle"
  [ "$status" -eq 1 ]
  [[ $output == *"not signed with a key that this box knows"* ]]
  [ "$(shown)" = 'refused 1.9 signature' ]
  with_keyring "$FARKEEP_SIGNING_DIR/keyring.pem"
  head -c 20000 "$bundle" >"$BATS_TEST_TMPDIR/half.raucb"
  run "$update/install" "$BATS_TEST_TMPDIR/half.raucb"
  [ "$status" -eq 1 ]
  sed -i 's/slot=A/slot=B/g' "$FARKEEP_CMDLINE"
  run "$update/install" "$bundle"
  [ "$status" -eq 1 ]
  [[ $output == *"on trial"* ]]
  [ "$(shown)" = 'refused 1.9 1.10 on-trial' ]
  [ ! -e "$BATS_TEST_TMPDIR/installed" ]
}

@test "what a home has sent is copied, installed, and not taken twice" {
  bundle=$(bundle)
  with_keyring "$FARKEEP_SIGNING_DIR/keyring.pem"
  mkdir -p "$FARKEEP_DATA/box/update"
  cp "$bundle" "$FARKEEP_DATA/box/update/bundle.raucb"
  run "$update/arrived"
  [ "$status" -eq 0 ]
  [ "$(cat "$BATS_TEST_TMPDIR/installed")" = "$FARKEEP_DATA/update/bundle.raucb" ]
  cmp "$bundle" "$FARKEEP_DATA/update/bundle.raucb"
  [ ! -e "$FARKEEP_DATA/box/update/bundle.raucb" ]
}

@test "what arrives between an update and the restart with it is left for after that" {
  bundle=$(bundle)
  with_keyring "$FARKEEP_SIGNING_DIR/keyring.pem"
  "$update/install" "$bundle"
  rm "$BATS_TEST_TMPDIR/installed"
  mkdir -p "$FARKEEP_DATA/box/update"
  cp "$bundle" "$FARKEEP_DATA/box/update/bundle.raucb"
  run timeout 2 "$update/arrived"
  [ "$status" -eq 124 ]
  [[ $output == *"starts again with it first"* ]]
  [ -e "$FARKEEP_DATA/box/update/bundle.raucb" ]
  [ ! -e "$BATS_TEST_TMPDIR/installed" ]
}

@test "what is a link, or no update, is dropped" {
  bundle=$(bundle)
  with_keyring "$FARKEEP_SIGNING_DIR/keyring.pem"
  mkdir -p "$FARKEEP_DATA/box/update"
  ln -s "$bundle" "$FARKEEP_DATA/box/update/bundle.raucb"
  run "$update/arrived"
  [ "$status" -eq 1 ]
  [[ $output == *"not a file"* ]]
  [ "$(shown)" = 'refused no-file' ]
  echo nonsense >"$FARKEEP_DATA/box/update/bundle.raucb"
  run "$update/arrived"
  [ "$status" -eq 1 ]
  [[ $output == *"damaged, or not signed"* ]]
  [ ! -e "$FARKEEP_DATA/box/update/bundle.raucb" ]
  [ ! -e "$BATS_TEST_TMPDIR/installed" ]
}
