# lamps and button on a simulated GPIO chip, a display and a battery on serial lines
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054
paired_card
serial_line() { echo "/dev/serial/by-id/usb-QEMU_QEMU_USB_SERIAL_$1-if00-port0"; }
on_state etc/farkeep/local.conf <<EOF
gpio-chip = farkeep-sim
gpio-button = 24
display = $(serial_line display),vt100,20x4
ups = $(serial_line ups)
EOF
on_state etc/farkeep-test/chip 755 <<'EOF'
#!/bin/bash
modprobe gpio-sim
bank=/sys/kernel/config/gpio-sim/header/bank
mkdir -p $bank
echo 32 >$bank/num_lines
echo farkeep-sim >$bank/label
echo 1 >/sys/kernel/config/gpio-sim/header/live
EOF
on_state etc/systemd/system/farkeep-box.service.d/test-chip.conf <<'EOF'
[Unit]
Wants=farkeep-test-chip.service
After=farkeep-test-chip.service
EOF
on_state etc/systemd/system/farkeep-test-chip.service <<'EOF'
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/etc/farkeep-test/chip
EOF
echo mains >"$work/ups-state"
"$here/ups" "$work/ups" "$work/ups-state" &
battery=$!
extra_parts=(
  -chardev "socket,id=display,path=$work/display,server=on,wait=off,logfile=$work/display.log" -device usb-serial,chardev=display,serial=display,always-plugged=on
  -chardev "socket,id=ups,path=$work/ups,server=on,wait=off" -device usb-serial,chardev=ups,serial=ups,always-plugged=on
)
start_machine
synchronised family

line='/sys/devices/platform/gpio-sim.0/gpiochip*/sim_gpio'
# the lamps over eight seconds, as often as the guest comes to it: which were ever on, and which ever off
lamps() {
  inside 'declare -A seen; end=$((SECONDS + 8)); while ((SECONDS < end)); do for lamp in 17 27 22; do read -r on <'"$line"'$lamp/value; seen[$lamp$on]=$on; done; done
    for lamp in 17 27 22; do printf "%s%s " "${seen[${lamp}0]:-}" "${seen[${lamp}1]:-}"; done' 120
}
looks() { # what green, amber and red do, 1 on, 0 off, 01 both; what it means
  local seen began=$SECONDS
  until seen=$(lamps) && [[ $seen =~ ^($1)\ $ ]]; do
    ((SECONDS - began < 180)) || fail "the lamps green, amber and red are '$seen', and '$1' means $2; the log says: $(inside 'journalctl -b -u farkeep-box -o cat | grep "panel was" | tail -2')"
  done
  figure "lamps when $2 (green, amber, red; 01 blinks)" "$seen"
}
looks '0?1 0 0' 'all is well'
press() { inside 'echo pull-down >'"$line"'24/pull; sleep '"$1"'; echo pull-up >'"$line"'24/pull'; }
inside 'echo pull-up >'"$line"'24/pull'
press 4
inside_until 'journalctl -b -u farkeep-box -o cat | grep -q "pairing window opened"' 60 'open its pairing window when its button is held'
looks '01 01 0' 'it can be paired'
figure 'button held for 4 s' 'the pairing window opened'
# the page shows the same code
code=$(page / | sed -n 's/.*class="code"[^>]*>\([0-9]\{4\}\)[^0-9]*\([0-9]\{4\}\)<.*/\1 \2/p' | head -1)
[ -n "$code" ] || fail "the pairing window is open, and the page shows no code: $(page / | sed 's/<[^>]*>//g' | grep . | head -20)"
began=$SECONDS
until tr -d '\0' <"$work/display.log" | grep -a "$code" >/dev/null; do
  ((SECONDS - began < 120)) || fail "the display does not show the pairing code $code; its last signs are $(tail -c 120 "$work/display.log" | cat -v)"
  sleep 1
done
figure 'display' "shows the pairing code"

on_battery() { # 0 or 1
  local began=$SECONDS
  until page /metrics | grep -x "farkeep_on_battery $1" >/dev/null; do
    ((SECONDS - began < 120)) || fail "the box does not tell that its battery says '$(<"$work/ups-state")': $(page /metrics | grep -i batter)"
    sleep 2
  done
}
on_battery 0
echo battery >"$work/ups-state"
on_battery 1
figure 'mains gone, and the battery not empty' 'told'
echo empty >"$work/ups-state"
emptied=$(seconds)
stands_still 600 || fail "the battery is empty, and the machine was not switched off in ten minutes"
figure "a battery that is nearly empty: machine off after" "$(elapsed "$emptied") s"
keep_console
kill "$battery"
echo mains >"$work/ups-state"
extra_parts=()
start_machine
synchronised family
restores family
switch_off
