#!/usr/bin/env bats
# personalise, on a scratch disk image with a FAT partition, and what the box makes of it at its start.

setup() {
  PATH=$PATH:/usr/sbin:/sbin
  top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  image=$BATS_TEST_TMPDIR/box.img
  truncate -s 8M "$image"
  printf 'label: dos\nstart=2048, size=12288, type=c\n' | sfdisk --quiet "$image"
  fat=$image@@1048576
  mkfs.vfat -F 12 -C "$BATS_TEST_TMPDIR/fat" 6144 >/dev/null
  dd if="$BATS_TEST_TMPDIR/fat" of="$image" bs=1M seek=1 conv=notrunc status=none
  printf 'os_prefix=slot-A/\n' | mcopy -i "$fat" - ::/config.txt
}

# A root of a box in which the boot partition holds what personalise wrote.
boot() {
  root=$BATS_TEST_TMPDIR/root
  mkdir -p "$root"/{boot,etc,run,state,usr/lib/farkeep}
  cp "$top"/buildroot-overlay/rootfs-overlay/usr/lib/farkeep/box.conf "$root/usr/lib/farkeep/"
  mcopy -n -i "$fat" ::/farkeep-personal.conf "$root/boot/" 2>/dev/null || true
  FARKEEP_ROOT=$root FARKEEP_MEMINFO=${1:-/proc/meminfo} "$top/buildroot-overlay/rootfs-overlay/usr/lib/farkeep/prepare"
}

@test "what was given is what the box takes, once" {
  run bash -c "echo 'correct horse' | '$top/provisioning/personalise' '$image' --wifi-name 'Café' --wifi-country DE --host-name cellar \
    --dial-home home.example:4877 --dial-home [2001:db8::1]:4877 --adopt-blank-disk"
  [ "$status" -eq 0 ]
  boot
  [ "$(cat "$root/etc/hostname")" = cellar ]
  grep -q 'psk="correct horse"' "$root/etc/wpa_supplicant/wpa_supplicant-wlan0.conf"
  grep -q "ssid=436166c3a9$" "$root/etc/wpa_supplicant/wpa_supplicant-wlan0.conf"
  [ "$(stat -c %a "$root/etc/wpa_supplicant/wpa_supplicant-wlan0.conf")" = 600 ]
  grep -qx 'dial-home = home.example:4877' "$root/run/farkeep-box.conf"
  grep -qxF 'dial-home = [2001:db8::1]:4877' "$root/run/farkeep-box.conf"
  grep -qx 'data = /data/box' "$root/run/farkeep-box.conf"
  [ -e "$root/state/adopt-blank-disk" ]
  [ ! -e "$root/boot/farkeep-personal.conf" ]
}

@test "the next start keeps what the first one took" {
  "$top/provisioning/personalise" "$image" --dial-home home.example:4877
  boot
  mdel -i "$fat" ::/farkeep-personal.conf
  boot
  grep -qx 'dial-home = home.example:4877' "$root/run/farkeep-box.conf"
}

@test "what is not named stays as it was, what is named takes its place, and none ends it" {
  "$top/provisioning/personalise" "$image" --dial-home home.example:4877 --dial-home other.example:4877 --announce box.example:4877 --gpio-button 24
  boot
  "$top/provisioning/personalise" "$image" --adopt-blank-disk --dial-home new.example:4877 --announce none --display /dev/ttyUSB0,hd44780,20x4
  boot
  [ "$(sort "$root/etc/farkeep/local.conf")" = "$(printf '%s\n' 'dial-home = new.example:4877' 'display = /dev/ttyUSB0,hd44780,20x4' 'gpio-button = 24')" ]
  [ -e "$root/state/adopt-blank-disk" ]
}

@test "a bare board has no button: its actions are open after it was plugged in" {
  boot
  run grep gpio-button "$root/run/farkeep-box.conf"
  [ "$status" -eq 1 ]
}

@test "a box that was not personalised has the image's settings" {
  boot
  diff "$root/run/farkeep-box.conf" "$root/usr/lib/farkeep/box.conf"
}

@test "a small machine gets a small heap, another one the usual" {
  printf 'MemTotal:         430000 kB\n' >"$BATS_TEST_TMPDIR/meminfo"
  boot "$BATS_TEST_TMPDIR/meminfo"
  grep -q -- '-Xmx112m' "$root/run/farkeep-java.env"
  read -ra options < <(sed 's/^FARKEEP_JAVA_OPTIONS=//' "$root/run/farkeep-java.env")
  java=$(JAVA_HOME='' "$BATS_TEST_DIRNAME/../find-jdk")/bin/java
  "$java" "${options[@]}" --version
  printf 'MemTotal:         930000 kB\n' >"$BATS_TEST_TMPDIR/meminfo"
  boot "$BATS_TEST_TMPDIR/meminfo"
  ! grep -q -- '-Xmx' "$root/run/farkeep-java.env"
}

@test "values that would become other settings are refused" {
  for bad in '--dial-home home.example' '--dial-home home.example:99999' '--dial-home home.example:443' '--gpio-button 1024' '--display /dev/ttyUSB0,lcd,20x4' \
    '--ups ttyUSB0' '--host-name Cellar!' '--wifi-country Germany'; do
    # shellcheck disable=SC2086
    run "$top/provisioning/personalise" "$image" $bad
    [ "$status" -eq 1 ]
    [[ $output == *"${bad%% *}"* ]]
  done
  run "$top/provisioning/personalise" "$image" --host-name "$(printf 'a\nadopt-blank-disk = yes')"
  [ "$status" -eq 1 ]
  run bash -c "printf 'has \"quotes\"' | '$top/provisioning/personalise' '$image' --wifi-name x --wifi-country DE"
  [ "$status" -eq 1 ]
  run mdir -i "$fat" ::/farkeep-personal.conf
  [ "$status" -ne 0 ]
}

@test "what somebody else writes on the boot partition becomes no setting that is not meant to be" {
  printf '%s\n' 'dial-home = a b' 'dial-home = home.example' 'announce = x:0' 'gpio-button = 99999' 'display = /dev/x,lcd,9x9' 'dial-home = x; shutdown=/bin/sh' 'shutdown = /bin/sh' 'host-name = ../../x' 'wifi-name = x' 'wifi-country = DE' 'wifi-password = a"}network={ssid=' |
    mcopy -i "$fat" - ::/farkeep-personal.conf
  run boot
  [ "$status" -eq 0 ]
  [[ $output == *"has 'shutdown', which no box knows"* ]]
  [[ $output == *"'/dev/x,lcd,9x9' is none that is allowed"* ]]
  root=$BATS_TEST_TMPDIR/root
  diff "$root/run/farkeep-box.conf" "$root/usr/lib/farkeep/box.conf"
  [ ! -e "$root/etc/wpa_supplicant/wpa_supplicant-wlan0.conf" ]
  [ ! -e "$root/etc/hostname" ]
}

@test "more addresses than the box takes are refused, and as many are taken" {
  many=()
  for ((i = 0; i < 16; i++)); do many+=(--dial-home "h$i.example:4877"); done
  "$top/provisioning/personalise" "$image" "${many[@]}"
  run "$top/provisioning/personalise" "$image" "${many[@]}" --dial-home one.more:4877
  [ "$status" -eq 1 ]
  [[ $output == *16* ]]
}

@test "a card that is mounted is not written to" {
  [ "$(id -u)" -eq 0 ] || skip "needs root"
  device=$(losetup --find --show --partscan "$image" 2>/dev/null) || skip "this machine gives no loop devices"
  [ -e "${device}p1" ] || { losetup -d "$device" && skip "this machine gives no partitions of loop devices"; }
  mkdir "$BATS_TEST_TMPDIR/mounted"
  mount "${device}p1" "$BATS_TEST_TMPDIR/mounted"
  run "$top/provisioning/personalise" "$device" --host-name x
  umount "$BATS_TEST_TMPDIR/mounted"
  losetup -d "$device"
  [ "$status" -eq 1 ]
  [[ $output == *"is mounted"* ]]
}

@test "what is no image of a box is refused" {
  truncate -s 1M "$BATS_TEST_TMPDIR/empty.img"
  run "$top/provisioning/personalise" "$BATS_TEST_TMPDIR/empty.img" --host-name x
  [ "$status" -eq 1 ]
  mdel -i "$fat" ::/config.txt
  run "$top/provisioning/personalise" "$image" --host-name x
  [ "$status" -eq 1 ]
  [[ $output == *config.txt* ]]
}
