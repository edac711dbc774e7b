# The machine that the image runs in: QEMU, started with what `firmware` found on the card, and started again, by way of the
# firmware, whenever the guest restarts. Sourced by test-image. Needs $work (a directory), $card (the image, which is written)
# and $board (virt or raspi3b).
# shellcheck shell=bash disable=SC2154,SC2054,SC2034

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly CONSOLE=$work/console.log
readonly LINK_PORT=4877 PAGE_PORT=4878
machine_pid=''

# Starts it once. $1: what to add to the kernel's command line, or nothing.
start_machine() {
  local boot=$work/boot
  "$here/firmware" "$card" "$boot" "${try:-}"
  try=''
  local common=(-m "$memory_mib" -kernel "$boot/kernel" -initrd "$boot/initramfs" -append "$(<"$boot/cmdline") ${1:-}"
  -display none -monitor "unix:$work/monitor,server=on,wait=off" -action reboot=shutdown
  -netdev "user,id=net,hostfwd=udp:127.0.0.1:$LINK_PORT-:$LINK_PORT,hostfwd=tcp:127.0.0.1:$PAGE_PORT-:$PAGE_PORT")
  local -a parts
  case $board in
  virt) parts=(-M virt -cpu cortex-a72 -smp 2 -serial "file:$CONSOLE.new"
    -drive "if=none,id=card,$disk" -device virtio-blk-pci,drive=card
    -device virtio-net-pci,netdev=net,romfile= -device virtio-rng-pci -device i6300esb -action watchdog=reset) ;;
  raspi3b) parts=(-M raspi3b -dtb "$boot/bcm2837-rpi-3-b.dtb" -serial null -serial "file:$CONSOLE.new"
    -drive "if=sd,$disk" -device usb-net,netdev=net) ;;
  *) fail "BOARD is '$board'; it can be virt or raspi3b" ;;
  esac
  : >"$CONSOLE.new"
  started_at=$(seconds)
  setsid qemu-system-aarch64 "${parts[@]}" "${common[@]}" >>"$work/qemu.log" 2>&1 &
  machine_pid=$!
}

machine_runs() { kill -0 "$machine_pid" 2>/dev/null; }

# The power is cut: QEMU ends at once, and the guest can say nothing more.
cut_power() {
  kill -9 "$machine_pid" 2>/dev/null || true
  wait "$machine_pid" 2>/dev/null || true
  keep_console
}

# The guest is asked to switch itself off, as by a button, and gets two minutes for it.
switch_off() {
  echo system_powerdown | socat - "unix:$work/monitor" >/dev/null
  local tries=0
  while machine_runs; do
    tries=$((tries + 1))
    [ "$tries" -lt 1200 ] || fail "the guest did not switch itself off within two minutes"
    sleep 0.1
  done
  wait "$machine_pid" 2>/dev/null || true
  keep_console
}

# Waits until the guest has restarted itself ($1 seconds at most), and starts it again as the firmware would: with tryboot.txt when
# the restart's words asked for it.
follow_restart() {
  local tries=0
  while machine_runs; do
    tries=$((tries + 1))
    [ "$tries" -lt $(($1 * 5)) ] || fail "the guest did not restart within $1 s"
    sleep 0.2
  done
  wait "$machine_pid" 2>/dev/null || true
  if grep -q "Restarting system with command '0 tryboot'" "$CONSOLE.new"; then try=try; fi
  keep_console
  start_machine "${2:-}"
}

keep_console() {
  [ ! -e "$CONSOLE.new" ] || cat "$CONSOLE.new" >>"$CONSOLE"
  machine_pid=''
}

# Waits until the guest has written something that fits the expression $1 on its console since it started; prints the first line
# that does. $2: seconds at most.
console_says() {
  local tries=0
  until tr -d '\r' <"$CONSOLE.new" | grep -m1 -oE "$1"; do
    machine_runs || fail "QEMU ended by itself: $(tail -3 "$work/qemu.log")"
    tries=$((tries + 1))
    if [ "$tries" -ge $(($2 * 5)) ]; then
      tail -25 "$CONSOLE.new" >&2
      fail "waited $2 s for '$1' on the guest's console, whose end stands above"
    fi
    sleep 0.2
  done
}
