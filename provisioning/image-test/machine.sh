# The machine that the image runs in: QEMU, started with what `firmware` found on the card, and started again, by way of the
# firmware, whenever the guest restarts; and the house around it: one cable, a router that gives addresses, and this
# side of the cable, from which the test comes. Sourced by test-image. Needs $work (a directory) and $board (virt or raspi3b).
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly CARD=$work/card.img CONSOLE=$work/console.log
# The card has more than the image, as a bought one does: the first start grows the data partition. A power of two, as QEMU wants it.
readonly CARD_BYTES=$((8 << 30))
readonly HOUSE=10.77.0.1 BOX=10.77.0.2 CABLE=farkeep0
readonly BOX_MAC=52:54:00:77:00:02
readonly LINK_PORT=4877 PAGE_PORT=4878
# In place of the card's 14 s, which an emulated machine on a busy host can't promise: its first program alone takes longer there.
readonly WATCHDOG_SECONDS=180
# The kernel keeps its page tables apart from those of programs when its own place is random. A processor hardly notices; the emulator
# empties its table of pages at each call into the kernel, and half of a start's time goes into filling it again.
readonly EMULATED_WORDS=kpti=off

machine_pid=''
# what lies below the guest's disk: a file, or a disk that loses power
readonly PLAIN_DISK=driver=raw,file.driver=file,file.filename=$CARD
disk=$PLAIN_DISK
disk_pid=''
# what is added to the kernel's command line at every start
extra_words=''
# more parts of the machine: arguments of QEMU's
extra_parts=()

# The cable from here to the guest, and a router at this end of it. Nothing of it reaches another network.
start_house() {
  ip link set lo up
  ip tuntap add dev "$CABLE" mode tap
  ip addr add "$HOUSE/24" dev "$CABLE"
  ip link set "$CABLE" up
  dnsmasq --no-daemon --conf-file=/dev/null --no-resolv --no-hosts --port=0 --interface="$CABLE" --bind-interfaces --leasefile-ro --log-facility=- \
    --dhcp-range="$HOUSE,static" --dhcp-host="$BOX_MAC,$BOX,infinite" --dhcp-option=option:router,"$HOUSE" >"$work/router.log" 2>&1 &
}

fresh_card() {
  cp --sparse=always "$image" "$CARD"
  truncate -s "$CARD_BYTES" "$CARD"
}

# The card as somebody writes it who follows the guide.
flash_card() {
  local device from=$image.zst
  [ -e "$from" ] || from=$image
  rm -f "$CARD"
  truncate -s "$CARD_BYTES" "$CARD"
  device=$(losetup --find --show "$CARD")
  "$top/provisioning/flash" --yes "$from" "$device" >"$work/flash.log" 2>&1 || {
    losetup --detach "$device"
    fail "the image was not written: $(tail -3 "$work/flash.log")"
  }
  losetup --detach "$device"
}

# Starts it once.
start_machine() {
  local boot=$work/boot
  "$here/firmware" "$CARD" "$boot" "${try:-}"
  try=''
  # QEMU's Raspberry Pi 3 restarts as soon as its watchdog is set, for however long
  local watchdog=$WATCHDOG_SECONDS
  [ "$board" = virt ] || watchdog=0
  local parts=(-m "$memory_mib" -kernel "$boot/kernel" -initrd "$boot/initramfs"
    -append "$(<"$boot/cmdline") systemd.watchdog_sec=$watchdog $EMULATED_WORDS $extra_words"
    -display none -monitor "unix:$work/monitor,server=on,wait=off" -action reboot=shutdown,watchdog=reset
    -blockdev "node-name=card,$disk" -netdev "tap,id=net,ifname=$CABLE,script=no,downscript=no"
    -chardev "socket,id=console,path=$work/console,server=on,wait=off,logfile=$CONSOLE.new"
    -chardev "socket,id=inside,path=$work/inside,server=on,wait=off")
  rm -f "$work/inside" "$work/console"
  case $board in
  virt) parts=(-M virt -cpu cortex-a72 -smp 2 -serial chardev:console "${parts[@]}"
    -device virtio-blk-pci,drive=card -device "virtio-net-pci,netdev=net,romfile=,mac=$BOX_MAC" -device virtio-rng-pci -device i6300esb
    -device qemu-xhci -device usb-serial,chardev=inside,serial=inside,always-plugged=on) ;;
  raspi3b) parts=(-M raspi3b -dtb "$boot/bcm2837-rpi-3-b.dtb" -serial null -serial chardev:console "${parts[@]}"
    -device sd-card,drive=card -device usb-hub -device "usb-net,netdev=net,mac=$BOX_MAC"
    -device usb-serial,chardev=inside,serial=inside,always-plugged=on) ;;
  *) fail "BOARD is '$board'; it can be virt or raspi3b" ;;
  esac
  : >"$CONSOLE.new"
  started_at=$(seconds)
  setsid qemu-system-aarch64 "${parts[@]}" "${extra_parts[@]}" >>"$work/qemu.log" 2>&1 &
  machine_pid=$!
}

machine_runs() { [ -n "$machine_pid" ] && kill -0 "$machine_pid" 2>/dev/null; }

# The power is cut: QEMU ends at once, and the guest can say nothing more.
cut_power() {
  kill -9 "$machine_pid" 2>/dev/null || true
  wait "$machine_pid" 2>/dev/null || true
  keep_console
}

# From the next start on the card lies in a disk that keeps for sure only what was flushed. $1: the seed of what it loses; $2: how
# many bytes are written between begin_counting and the cut.
plug_in_lying_disk() {
  rm -f "$work/disk.sock"
  "$here/lying-disk" "$CARD" "$work/disk.sock" --seed "$1" --bytes-before-cut "$2" >>"$work/disk.log" 2>&1 &
  disk_pid=$!
  local tries=0
  until [ -S "$work/disk.sock" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || fail "the disk that loses power did not start: $(tail -3 "$work/disk.log")"
    sleep 0.1
  done
  disk="driver=raw,file.driver=nbd,file.server.type=unix,file.server.path=$work/disk.sock"
}
begin_counting() { kill -USR1 "$disk_pid"; }

# Waits until that disk's power was cut at a write, and cuts the machine's; at once when it stands still by itself, or after $1 seconds.
power_fails() {
  local tries=0
  while kill -0 "$disk_pid" 2>/dev/null; do
    tries=$((tries + 1))
    if ! machine_runs || [ "$tries" -gt $(($1 * 10)) ]; then
      kill -USR2 "$disk_pid" 2>/dev/null || true
      break
    fi
    sleep 0.1
  done
  wait "$disk_pid" 2>/dev/null || true
  disk_pid=''
  cut_power
}

# The card lies in a plain disk again.
unplug_lying_disk() {
  kill "$disk_pid"
  wait "$disk_pid" 2>/dev/null || true
  disk_pid=''
  disk=$PLAIN_DISK
}

# How many cuts met writes that were on their way, which were then kept, torn or dropped.
cuts_that_met_writes() { grep 'power cut:' "$work/disk.log" | grep -vc ' 0 writes kept, 0 writes torn, 0 writes dropped ' || true; }

# Waits $1 seconds at most for the machine to stand still by itself.
stands_still() {
  local tries=0
  while machine_runs; do
    tries=$((tries + 1))
    [ "$tries" -lt $(($1 * 5)) ] || return 1
    sleep 0.2
  done
  wait "$machine_pid" 2>/dev/null || true
}

# The guest is asked to switch itself off, by its power button or, where the emulator has none, in its console's menu.
switch_off() {
  local pressed
  for ((pressed = 0; pressed < 5; pressed++)); do
    if [ "$board" = virt ]; then
      # for a tenth of a second, which a guest that has no processor just then does not see
      echo system_powerdown | socat - "unix:$work/monitor" >/dev/null || true
    else
      console_types 5
      console_types yes
    fi
    if stands_still 60; then
      keep_console
      return
    fi
  done
  fail "the guest did not switch itself off within five minutes: $(tail -5 "$CONSOLE.new")"
}

# Waits until the guest has restarted itself ($1 seconds at most), and starts it again as the firmware would: with tryboot.txt when
# the restart's words asked for it.
follow_restart() {
  stands_still "$1" || fail "the guest did not restart within $1 s: $(tail -5 "$CONSOLE.new")"
  if grep -q "Restarting system with command '0 tryboot'" "$CONSOLE.new"; then try=try; fi
  keep_console
  start_machine
}

keep_console() {
  [ ! -e "$CONSOLE.new" ] || cat "$CONSOLE.new" >>"$CONSOLE"
  machine_pid=''
}

# Types $1 and the return key on the guest's console.
console_types() { printf '%s\r' "$1" | socat -t 1 - "unix:$work/console" >/dev/null; }

# Waits until the guest has written something that fits the expression $1 on its console since it started; prints the first line
# that does. $2: seconds at most.
console_says() {
  local tries=0
  until tr -d '\r' <"$CONSOLE.new" | grep -m1 -oE "$1"; do
    machine_runs || fail "QEMU ended by itself: $(tail -3 "$work/qemu.log" "$CONSOLE.new")"
    tries=$((tries + 1))
    if [ "$tries" -ge $(($2 * 5)) ]; then
      tail -25 "$CONSOLE.new" >&2
      fail "waited $2 s for '$1' on the guest's console, whose end stands above"
    fi
    sleep 0.2
  done
}
