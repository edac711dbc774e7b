# the power fails while an update is installed, at points all over it: one slot always starts
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054
make_updates
paired_card
: >"$work/disk.log"
plug_in_lying_disk $((seed * 10000)) $((1 << 50))
extra_words='farkeep.trial=600'
start_machine
synchronised family
# the update is sent once, kept aside in the guest, and put where it arrives as often as is needed
inside 'systemctl stop farkeep-update.path'
send_update "$updates/good.raucb"
inside_until 'mv /data/box/update/bundle.raucb /data/kept.raucb && systemctl start farkeep-update.path' 600 'take the update'
install_it='cp /data/kept.raucb /data/box/update/.new && chown farkeep: /data/box/update/.new && sync && mv /data/box/update/.new /data/box/update/bundle.raucb'

# how much is written for it when nothing happens, until the machine stands still to start again
begin_counting
inside "$install_it" 300
began=$(seconds)
stands_still 1800 || fail "the update was not installed within half an hour"
installed=$(elapsed "$began")
cut_power
unplug_lying_disk
written=$(sed -n 's/^unplugged after \([0-9]*\) bytes$/\1/p' "$work/disk.log")
figure "installing takes, and writes" "$installed s, $((written >> 20)) MiB; cut at $update_cuts points of it, evenly spread"

slots=''
for ((cut = 0; cut < update_cuts; cut++)); do
  plug_in_lying_disk $((seed * 10000 + cut + 1)) $((written * (2 * cut + 1) / (2 * update_cuts)))
  # as after any cut, the firmware knows of no trial
  start_machine
  synchronised family
  slots+=$(inside 'sed -n "s/.*farkeep.slot=\([AB]\).*/\1/p" /proc/cmdline')
  begin_counting
  # the guest may be gone before it can answer
  inside "$install_it" 300 >"$work/inside.log" 2>&1 || true
  power_fails 900
  echo "cut $((cut + 1)) of $update_cuts: $(tail -1 "$work/disk.log")"
done
plug_in_lying_disk $((seed * 10000 + update_cuts + 1)) $((1 << 50))
start_machine
synchronised family
restores family
figure "started by itself after each cut, from slots" "$slots$(inside 'sed -n "s/.*farkeep.slot=\([AB]\).*/\1/p" /proc/cmdline'), and reached by its home each time"
figure "cuts that met writes not flushed yet, which were kept, torn or dropped" "$(cuts_that_met_writes) of $update_cuts"
switch_off
unplug_lying_disk
