# the same over QUIC in pure Java
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054
paired_card
on_state etc/farkeep/local.conf <<<'link.quic = kwik'
start_machine
synchronised family
inside '! grep -q netty.*quic /proc/$(systemctl show -P MainPID farkeep-box)/maps' || fail "link.quic = kwik, and the box has loaded native QUIC all the same"
replicates portable
restores portable
rm -rf "$work/portable"
switch_off
