# a machine with 512 MiB, as a Zero 2 W has
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054
paired_card
memory_mib=512
start_machine ''
synchronised family
inside 'tr "\0" "\n" </proc/$(systemctl show -P MainPID farkeep-box)/cmdline | grep -qx -e -Xmx112m' || fail "with 512 MiB the JVM was not given its small heap"
pid=$(inside 'systemctl show -P MainPID farkeep-box')
rm -rf "$work/modest"
make_files "$work/modest"
home -q add "$work/modest" --folder modest
sent=$(seconds)
home sync modest
figure "$mib MiB replicated in" "$(elapsed "$sent") s"
read -r _ memory < <(box_used)
figure "most memory of the box in RAM (bar 260)" "$memory MiB"
[ "$(inside 'systemctl show -P MainPID farkeep-box')" = "$pid" ] || fail "the box was started again while it received"
! inside 'dmesg | grep -i "out of memory"' || fail "the kernel has killed for want of memory"
restores modest
rm -rf "$work/modest"
switch_off
