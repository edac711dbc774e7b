# the same over QUIC in pure Java
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054
paired_card
on_state etc/farkeep/local.conf <<<'link.quic = kwik'
start_machine ''
synchronised family
inside '! grep -q netty.*quic /proc/$(systemctl show -P MainPID farkeep-box)/maps' || fail "link.quic = kwik, and the box has loaded native QUIC all the same"
rm -rf "$work/portable"
make_files "$work/portable"
home -q add "$work/portable" --folder portable
read -r cpu_before _ < <(box_used)
sent=$(seconds)
home sync portable
figure "$mib MiB replicated in" "$(elapsed "$sent") s"
read -r cpu memory < <(box_used)
figure "CPU of the box for it" "$((cpu - cpu_before)) s"
figure "most memory of the box in RAM" "$memory MiB"
restores portable
rm -rf "$work/portable"
switch_off
