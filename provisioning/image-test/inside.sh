# A look into the guest. The image lets nobody in, and is tested as it is: so the test puts a program of its own, as somebody
# would who holds the card in their hands, onto the state partition, where /etc is written to. It answers at a serial port
# that only the test's machine has. Sourced by test-image. Needs $work and $CARD.
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054

# Where partition $1 (a number) of the card begins, in bytes.
partition_byte() { echo $(($(sfdisk --json "$CARD" 2>/dev/null | jq ".partitiontable.partitions[$1 - 1].start") * 512)); }

# Writes stdin to the file $1 of the state partition, as root's; directories are made.
on_state() {
  local path=$1 dir='' part
  cat >"$work/to-state"
  {
    IFS=/ read -ra part <<<"$(dirname "$path")"
    for part in "${part[@]}"; do
      dir=$dir/$part
      printf 'mkdir %s\n' "$dir"
    done
    printf 'rm /%s\nwrite %s /%s\nsif /%s mode 0100%s\n' "$path" "$work/to-state" "$path" "$path" "${2:-644}"
  } | debugfs -w -f - "$CARD?offset=$(partition_byte 4)" >"$work/debugfs.log" 2>&1
}

put_test_inside() {
  on_state etc/farkeep-test/agent 755 <<'EOF'
#!/bin/bash
# Runs the lines that come in, base64 each, behind a number; answers with the number, the status and what was printed.
port=/dev/serial/by-id/usb-QEMU_QEMU_USB_SERIAL_inside-if00-port0
until [ -e $port ]; do sleep 0.2; done
stty -F $port raw -echo
exec 3<>$port
while read -r number line <&3; do
  printed=$(base64 -d <<<"$line" | bash 2>&1)
  printf '%s %s %s\n' "$number" $? "$(base64 -w0 <<<"$printed")" >&3
done
EOF
  on_state etc/systemd/system/farkeep-test.service <<'EOF'
[Unit]
DefaultDependencies=no
After=systemd-udevd.service
Before=shutdown.target
Conflicts=shutdown.target
[Service]
ExecStart=/etc/farkeep-test/agent
Restart=always
[Install]
WantedBy=sysinit.target
EOF
  on_state etc/systemd/system/sysinit.target.d/farkeep-test.conf <<'EOF'
[Unit]
Wants=farkeep-test.service
EOF
}

# Runs $1 in the guest with bash as root, and prints what it prints; its status is the command's. $2: seconds at most (60).
inside() { "$here/inside" "$work/inside" "${2:-60}" "$1"; }

# Until the command $1 succeeds in the guest; $2: seconds at most, $3: what is waited for.
inside_until() {
  local began=$SECONDS
  until inside "$1" 30 >"$work/inside.log" 2>&1; do
    machine_runs || fail "the guest stopped while it was to $3: $(tail -5 "$CONSOLE.new")"
    ((SECONDS - began < $2)) || fail "waited $2 s for the guest to $3; the last answer was: $(tail -3 "$work/inside.log")"
    sleep 1
  done
}
