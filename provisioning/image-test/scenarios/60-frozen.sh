# a frozen service, and a frozen system, come back by themselves
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054
paired_card
start_machine
synchronised family
pid=$(inside 'systemctl show -P MainPID farkeep-box')
inside "kill -STOP $pid"
frozen=$(seconds)
inside_until "systemctl is-active -q farkeep-box && [ \"\$(systemctl show -P MainPID farkeep-box)\" != $pid ]" 900 'start its frozen service again'
figure "a frozen service was running again after" "$(elapsed "$frozen") s (its watchdog waits 120)"
synchronised family

# a kernel that has stopped and was told not to start again by itself: only the hardware is left
inside 'echo 0 >/proc/sys/kernel/panic; (sleep 2; echo c >/proc/sysrq-trigger) >/dev/null 2>&1 &'
frozen=$(seconds)
follow_restart $((WATCHDOG_SECONDS * 3))
figure "a frozen kernel was reset by the hardware after" "$(elapsed "$frozen" "$started_at") s (set to $WATCHDOG_SECONDS for this emulated machine; a card says 14)"
synchronised family
restores family
switch_off
