# nothing is written to the boot partition and the roots while it is idle
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054
paired_card
start_machine
synchronised family
written() { inside "awk '\$3 ~ /^(vda|mmcblk0p)[$1]\$/ { sum += \$10 } END { print sum }' /proc/diskstats"; }
# what a start writes is not meant: boot partition and roots from the first second on, the rest once it has settled
inside_until 'systemctl is-system-running | grep -q running' 900 'settle'
sleep 60
state=$(written 4) data=$(written 5) cpu=$(box_used | cut -d' ' -f1)
sleep $((idle_minutes * 60))
rest=$(written 123)
[ "$rest" = 0 ] || fail "$rest sectors were written to boot partition and roots since the start"
figure "sectors written to boot partition and roots since the start, after $idle_minutes idle minutes" "$rest"
figure "KiB written in that time to state and data" "$((($(written 4) - state) / 2)) and $((($(written 5) - data) / 2))"
figure "CPU of the box in that time" "$(($(box_used | cut -d' ' -f1) - cpu)) s"
switch_off
