# shellcheck shell=bash
# What is a blank disk, and which: read by the scripts that may make one the data disk.

# places of a disk that have to hold zeros before it is taken for blank, and the bytes looked at at each
readonly PROBES=64
readonly PROBE_BYTES=1048576

is_zero_at() { cmp -s <(dd if="$1" iflag=skip_bytes skip="$2" bs=$PROBE_BYTES count=1 status=none) <(head -c $PROBE_BYTES /dev/zero); }

# Whether disk $1 has nothing on it: no signature that anybody knows, and zeros at places all over it. A disk that
# somebody encrypted has no signature, but is not zero.
is_blank() {
  local bytes step i
  [ -z "$(wipefs --no-act --parsable "$1")" ] || return 1
  [ "$(lsblk -nro NAME "$1" | wc -l)" -eq 1 ] || return 1
  bytes=$(blockdev --getsize64 "$1")
  step=$(((bytes - PROBE_BYTES) / PROBES / PROBE_BYTES * PROBE_BYTES))
  for ((i = 0; i < PROBES; i++)); do
    is_zero_at "$1" $((i * step)) || return 1
  done
  is_zero_at "$1" $((bytes - PROBE_BYTES))
}

# USB disks, one a line.
usb_disks() { lsblk -nrdpo NAME,TRAN,TYPE | awk '$2 == "usb" && $3 == "disk" { print $1 }'; }

# The only blank USB disk; nothing when there is none, or more than one.
blank_disk() {
  local disk found=()
  while read -r disk; do
    if is_blank "$disk"; then found+=("$disk"); fi
  done < <(usb_disks)
  if [ "${#found[@]}" -eq 1 ]; then printf '%s\n' "${found[0]}"; fi
}

# What tells disk $1 from others: 64 digits made of its model, serial number, world-wide name and length.
disk_id() { lsblk -bndPo MODEL,SERIAL,WWN,SIZE "$1" | sha256sum | cut -d' ' -f1; }
