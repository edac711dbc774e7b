# The family around the box: a home node on this side of the cable, its files, and what it expects. Sourced by test-image.
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054

readonly PAIRED=${beside_whom:-$work}/paired
# how long a start may take here, in seconds, until the box is reached: an emulated machine on two busy processors
readonly START_SECONDS_MAX=900

home() { "$farkeep" --state "$work/home" "$@"; }

# Files of every kind that matters in the directory $1, of $2 MiB together: noise, many small ones, one large one.
make_files() {
  local tree=$1 each=$(($2 * 1048576 / 4)) i
  mkdir -p "$tree/letters"
  head -c "$each" /dev/urandom >"$tree/film.bin"
  for i in 1 2 3 4 5 6 7 8; do head -c $((each / 8)) /dev/urandom >"$tree/photo-$i.jpg"; done
  for i in $(seq 1 500); do head -c $((each / 500)) /dev/urandom >"$tree/letters/$i.odt"; done
  head -c "$each" /dev/urandom >"$tree/disk.img"
}

# CPU seconds that the box has used for what `replicates` sent last
guest_cpu=0

# Makes the folder $1 of $2 ($mib) MiB in $work, and has the box take it; says what that took.
replicates() {
  local folder=$1 size=${2:-$mib} cpu_before cpu memory sent
  rm -rf "${work:?}/$folder"
  make_files "$work/$folder" "$size"
  home -q add "$work/$folder" --folder "$folder"
  read -r cpu_before _ < <(box_used)
  sent=$(seconds)
  home sync "$folder"
  figure "$size MiB replicated in" "$(elapsed "$sent") s"
  read -r cpu memory < <(box_used)
  guest_cpu=$((cpu - cpu_before))
  figure "CPU of the box for it" "$guest_cpu s"
  figure "most memory of the box in RAM" "$memory MiB"
}

# The folder $1 once more, into a box on this machine itself: what the guest's CPU seconds are compared with.
compare_cpu() {
  local host=$work/host box tries=0 code before after
  rm -rf "$host"
  mkdir "$host"
  "$top/appliance/box/target/farkeep-box/bin/farkeep-box" run --data "$host/box" --listen 127.0.0.1:0 --page off --mdns off --ready-file "$host/ready" >"$host/box.log" 2>&1 &
  box=$!
  until [ -s "$host/ready" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || fail "the box on this machine did not start: $(tail -3 "$host/box.log")"
    sleep 0.1
  done
  code=$(grep -oE 'pairing code [0-9]{4}-[0-9]{4}' "$host/box.log" | tail -1 | cut -d' ' -f3)
  local at_host=("$farkeep" -q --state "$host/home")
  "${at_host[@]}" init --yes --sheet "$host/sheet.html" >/dev/null
  "${at_host[@]}" pair "$(<"$host/ready")" --code "$code"
  "${at_host[@]}" add "$work/$1" --folder "$1"
  before=$(cpu_of "$box")
  "${at_host[@]}" sync "$1"
  after=$(cpu_of "$box")
  kill "$box"
  wait "$box" 2>/dev/null || true
  rm -rf "$host"
  figure "CPU of a box on this machine itself for it, and how many times as much the guest's is" \
    "$(awk -v host="$before $after" -v guest="$guest_cpu" 'BEGIN { split(host, cpu, " "); spent = cpu[2] - cpu[1]; printf "%.1f s; %.0f", spent, guest / spent }')"
}
# User and system time of process $1 in seconds.
cpu_of() { sed 's/.*) //' "/proc/$1/stat" | awk -v tick="$(getconf CLK_TCK)" '{ print ($12 + $13) / tick }'; }

# Notes in the background when the link answers for the first time since the machine was started.
watch_link() {
  rm -f "$work/link-answered"
  { "$here/link-answers" "$BOX" "$LINK_PORT" "$START_SECONDS_MAX" && seconds >"$work/link-answered"; } &
}

page() { curl -fsS --max-time 60 "http://$BOX:$PAGE_PORT$1"; }

# Presses the button $1 of the page's actions, with the form $2; without a button on the box they are open for five minutes after a start.
page_does() {
  local status
  status=$(curl -sS --max-time 60 -o "$work/answer" -w '%{http_code}' -H "Origin: http://$BOX:$PAGE_PORT" --data "${2:-}" "http://$BOX:$PAGE_PORT/actions/$1")
  [ "$status" = 303 ] || fail "the page answered $status to $1: $(sed 's/<[^>]*>//g' "$work/answer" | grep . | head -20)"
}

page_answers() {
  local began=$SECONDS
  until page /health.json >"$work/health.json" 2>/dev/null; do
    machine_runs || fail "the guest stopped before its page was there: $(tail -5 "$CONSOLE.new")"
    ((SECONDS - began < START_SECONDS_MAX)) || fail "the page did not answer within $START_SECONDS_MAX s; the console ends with: $(tail -5 "$CONSOLE.new")"
    sleep 0.5
  done
}

# Until the box has taken over everything of folder $1 again.
synchronised() {
  local began=$SECONDS
  until home -q sync "$1" >"$work/sync.log" 2>&1; do
    machine_runs || fail "the guest stopped before its home reached it: $(tail -5 "$CONSOLE.new")"
    ((SECONDS - began < START_SECONDS_MAX)) || fail "home did not reach the box within $START_SECONDS_MAX s: $(tail -5 "$work/sync.log")"
    sleep 1
  done
}

# What is restored of folder $1 has to be what lies in $work/$1.
restores() {
  rm -rf "$work/restored"
  home -q restore "$1" --to "$work/restored"
  diff -r --no-dereference "$work/$1" "$work/restored" || fail "what was restored of $1 differs from what was backed up"
  rm -rf "$work/restored"
}

# CPU seconds that the box has used since its start, and the most memory that it had in RAM, MiB.
box_used() {
  inside 'pid=$(systemctl show -P MainPID farkeep-box); awk "{ printf \"%.0f \", (\$14 + \$15) / 100 }" /proc/$pid/stat; awk "/^VmHWM/ { print int(\$2 / 1024) }" /proc/$pid/status'
}

# A card that has been paired and has $mib MiB, and its home; made once, and copied for whoever asks.
paired_card() {
  if [ ! -e "$PAIRED/card.img" ]; then
    say "(pairing a card first)"
    # shellcheck source=/dev/null
    [ "$scenario" = first-plug-in ] || source "$scenarios/10-first-plug-in.sh"
  fi
  cp --sparse=always "$PAIRED/card.img" "$CARD"
  rm -rf "${work:?}/home"
  cp -a "$PAIRED/home" "$work/home"
}

keep_paired_card() {
  mkdir -p "$PAIRED"
  cp --sparse=always "$CARD" "$PAIRED/card.img"
  rm -rf "${PAIRED:?}/home"
  cp -a "$work/home" "$PAIRED/home"
}
