# a machine with 512 MiB, as a Zero 2 W has
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054
paired_card
memory_mib=512
start_machine
synchronised family
inside 'tr "\0" "\n" </proc/$(systemctl show -P MainPID farkeep-box)/cmdline | grep -qx -e -Xmx112m' || fail "with 512 MiB the JVM was not given its small heap"
pid=$(inside 'systemctl show -P MainPID farkeep-box')
replicates modest
read -r _ memory < <(box_used)
[ "$memory" -le 260 ] || fail "the box came to $memory MiB in RAM, and 260 are allowed"
[ "$(inside 'systemctl show -P MainPID farkeep-box')" = "$pid" ] ||
  fail "the box was started again while it received: $(inside 'journalctl -b -u farkeep-box -o cat | grep -E "^Terminating|^farkeep-box.service: " | tail -5')"
! inside 'dmesg | grep -i "out of memory"' || fail "the kernel has killed for want of memory"
restores modest
rm -rf "$work/modest"
switch_off
