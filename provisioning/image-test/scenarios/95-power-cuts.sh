# the power fails while it receives, on a disk that loses what was not flushed
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054
paired_card
rm -rf "$work/stream"
mkdir -p "$work/stream"
home -q add "$work/stream" --folder stream
RANDOM=$seed
inside_transfer=0
starts=''
# of what a cycle brings; the box writes some more than that
cycle_bytes=$((24 << 20))
: >"$work/disk.log"
for ((cycle = 1; cycle <= cycles; cycle++)); do
  plug_in_lying_disk $((seed * 10000 + cycle)) $(((RANDOM << 15 | RANDOM) % cycle_bytes))
  start_machine
  # what was cut off last time goes on where it was, and is then whole
  synchronised stream
  starts+="$(elapsed "$started_at") "
  head -c "$cycle_bytes" /dev/urandom >"$work/stream/cycle-$cycle.bin"
  begin_counting
  "$farkeep" --state "$work/home" -q sync stream >>"$work/cuts.log" 2>&1 &
  syncing=$!
  power_fails 300
  if kill "$syncing" 2>/dev/null; then inside_transfer=$((inside_transfer + 1)); fi
  wait "$syncing" 2>/dev/null || true
  echo "cut $cycle of $cycles (seed $seed): $(tail -1 "$work/disk.log")"
done
plug_in_lying_disk $((seed * 10000)) $((1 << 50))
start_machine
# read before anything is sent again: what was acknowledged has to be there by itself
began=$SECONDS
until home -q restore family --to "$work/restored" >"$work/restore.log" 2>&1; do
  ((SECONDS - began < START_SECONDS_MAX)) || fail "after the last cut family could not be restored: $(tail -3 "$work/restore.log")"
  rm -rf "$work/restored"
  sleep 2
done
diff -r --no-dereference "$work/family" "$work/restored" || fail "family differs after $cycles cuts"
rm -rf "$work/restored"
synchronised stream
restores stream
inside 'systemctl stop farkeep-box && runuser -u farkeep -- farkeep-box check --data /data/box' 900 >"$work/check.log" 2>&1 ||
  fail "the box finds damage after $cycles cuts: $(tail -5 "$work/check.log")"
figure "$cycles cuts, $inside_transfer of them in a transfer" "nothing acknowledged was lost, every start by itself"
figure "cuts that met writes not flushed yet, which were kept, torn or dropped" "$(cuts_that_met_writes) of $cycles"
figure "seconds from power to everything being whole again" "$(tr ' ' '\n' <<<"$starts" | sort -n | sed -n "2p;\$p" | tr '\n' ' ' | sed 's/ \(.\)/ to \1/')"
switch_off
unplug_lying_disk
