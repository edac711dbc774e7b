#!/usr/bin/env bats
# The ring of the log: bounded, in order, and what was there before goes on.

setup() {
  top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  ring=$top/buildroot-overlay/rootfs-overlay/usr/lib/farkeep/log-ring
  export FARKEEP_LOG=$BATS_TEST_TMPDIR/log FARKEEP_LOG_HALF=1000
}

all() { cat "$FARKEEP_LOG/older.log" "$FARKEEP_LOG/newest.log" 2>/dev/null; }

@test "what was said last is there, in order, and never more than two halves" {
  seq -f 'line %05g of the log' 1 200 | "$ring"
  [ "$(stat -c %s "$FARKEEP_LOG/older.log")" -le 1000 ]
  [ "$(stat -c %s "$FARKEEP_LOG/newest.log")" -le 1000 ]
  [ "$(all | tail -n 1)" = 'line 00200 of the log' ]
  [ "$(all)" = "$(seq -f 'line %05g of the log' 1 200 | tail -n "$(all | wc -l)")" ]
  (($(all | wc -l) >= 1000 / 22))
  [ "$(stat -c %a "$FARKEEP_LOG")" = 700 ]
}

@test "the log of the start before goes on" {
  echo 'before the crash' | "$ring"
  echo 'after it' | "$ring"
  [ "$(all)" = "$(printf 'before the crash\nafter it')" ]
}

@test "one endless line is cut, also in the middle of a sign, and the bound holds in bytes" {
  export FARKEEP_LOG_HALF=5000
  { head -c 30000 /dev/zero | tr '\0' x && printf '\nnext\n' && for _ in {1..3000}; do printf 'ü'; done && echo; } | "$ring"
  [ "$(head -n 1 "$FARKEEP_LOG/newest.log" | wc -c)" -eq 2001 ]
  (($(all | wc -c) <= 10000))
  [ "$(tail -n 1 "$FARKEEP_LOG/newest.log" | wc -c)" -eq 2001 ]
}

@test "what was said is kept when the ring is killed" {
  mkfifo "$BATS_TEST_TMPDIR/pipe"
  "$ring" <"$BATS_TEST_TMPDIR/pipe" 3>&- &
  exec 9>"$BATS_TEST_TMPDIR/pipe"
  echo 'the last words' >&9
  until grep -qs 'the last words' "$FARKEEP_LOG/newest.log"; do kill -0 $!; done
  kill -KILL $!
  exec 9>&-
  grep -qx 'the last words' "$FARKEEP_LOG/newest.log"
}
