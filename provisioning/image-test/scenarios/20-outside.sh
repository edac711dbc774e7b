# what can be reached from outside, and what the system inside allows
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054
paired_card
start_machine
synchronised family

ports=$("$here/open-ports" "$BOX")
[ "$ports" = "$PAGE_PORT" ] || fail "open TCP ports seen from outside are '$ports', and only $PAGE_PORT may be"
figure "TCP ports of 65535 open from outside" "$ports (the page)"
sockets=$(inside 'ss -Hlnu | awk "{ print \$4 }" | grep -v "^127\." | sed "s/.*://" | sort -nu | tr "\n" " "')
[ "$sockets" = "68 $LINK_PORT 5353 " ] || fail "UDP ports in use are '$sockets'; 68 (its address), $LINK_PORT (homes) and 5353 (its name) may be"
figure "UDP ports in use" "$sockets"

# each: what must hold, and the command that shows it
must() { inside "$2" >"$work/inside.log" 2>&1 || fail "in the booted image it does not hold that $1: $(tail -3 "$work/inside.log")"; }
must 'the root is read-only' '! touch /usr/x && ! mount -o remount,rw /'
must 'the root is checked block by block' 'dmsetup status --target verity | grep -q "verity V" && findmnt -n -o SOURCE / | grep -q dm-0'
must 'nobody has a password' '! awk -F: "\$2 !~ /^[!*]/" /etc/shadow | grep .'
must 'no terminal asks for a login' '! systemctl list-units --state=running --plain --no-legend "*getty*" | grep .'
must 'nothing of systemd has failed' '! systemctl list-units --failed --plain --no-legend | grep .'
must 'the box runs as its own user' '[ "$(stat -c %U /proc/$(systemctl show -P MainPID farkeep-box))" = farkeep ]'
must 'its JVM takes no attachments and no serialised objects' 'tr "\0" "\n" </proc/$(systemctl show -P MainPID farkeep-box)/cmdline | grep -cxE -e "-XX:.DisableAttachMechanism|-Djdk.serialFilter=!\*" | grep -qx 2'
must 'its JVM has mapped the classes that were laid out for it' 'grep -q server/classes.jsa /proc/$(systemctl show -P MainPID farkeep-box)/maps && ! journalctl -b -u farkeep-box -o cat | grep -i "shared class"'
must 'it has no capability' 'grep -q "^CapEff:.0*$" /proc/$(systemctl show -P MainPID farkeep-box)/status'
must 'it can gain none' 'grep -qP "^NoNewPrivs:\t1$" /proc/$(systemctl show -P MainPID farkeep-box)/status'
must 'boot partition and root are mounted read-only' '[ "$(findmnt -n -o OPTIONS /boot | cut -c1-2)" = ro ]'
must 'swap is compressed memory only' '! tail -n +2 /proc/swaps | grep -v zram'
# it is copied when nothing else is to be done
inside_until 'starts=$(grep -c "the machine has started" /data/log/newest.log); echo "$(wc -l </data/log/newest.log) lines of $starts starts"; [ "$starts" -ge 2 ]' 300 'keep the log of this start and of those before on the data disk'
figure "log kept on the data disk" "$(<"$work/inside.log")"

# out, it talks to nobody but homes, name servers and clocks
python3 -m http.server --bind "$HOUSE" 8081 --directory "$work/boot" >/dev/null 2>&1 &
server=$!
sleep 1
[ "$(inside 'timeout 10 bash -c "exec 3<>/dev/tcp/'"$HOUSE"'/8081" 2>/dev/null && echo open || echo shut')" = shut ] || fail "from the guest a TCP connection to another machine could be opened"
kill "$server"

scores=$(inside 'for unit in $(cd /usr/lib/systemd/system && ls farkeep-*.service | grep -v @); do printf "%s %s\n" "$unit" "$(systemd-analyze security --no-pager "$unit" | sed -n "s/.*exposure level for.*: \([0-9.]*\) .*/\1/p")"; done' 300)
! awk 'NF != 2 || $2 > 1.5' <<<"$scores" | grep . || fail 'the units above are exposed more than 1.5'
figure "exposure of units, as systemd scores them (bar 1.5)" "$(tr '\n' ',' <<<"$scores" | sed 's/farkeep-//g; s/\.service//g; s/,$//; s/,/, /g')"
switch_off
