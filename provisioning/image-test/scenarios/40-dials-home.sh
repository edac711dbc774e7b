# a box behind a router dials home, where nothing can reach it
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054
paired_card
"$top/provisioning/personalise" "$CARD" --dial-home "$HOUSE:$LINK_PORT" >"$work/personalise.log" 2>&1 || fail "the card was not personalised: $(tail -3 "$work/personalise.log")"
# the router of that other house: what is new from here does not come in
nft -f - <<EOF
table inet router {
  chain out {
    type filter hook output priority filter; policy accept;
    oifname $CABLE udp dport $LINK_PORT ct state new drop
    oifname $CABLE udp dport 5353 drop
  }
}
EOF
rm -rf "$work/distant"
make_files "$work/distant" "$mib"
home -q add "$work/distant" --folder distant
"$farkeep" --state "$work/home" run --listen "$HOUSE:$LINK_PORT" >"$work/run.log" 2>&1 &
daemon=$!
# a command before that would hold the state directory, and the daemon would end
until [ -S "$work/home/control.sock" ]; do
  kill -0 "$daemon" 2>/dev/null || fail "the home's daemon ended: $(tail -3 "$work/run.log")"
  sleep 0.2
done
start_machine
synchronised distant
figure "started, dialled home and took $mib MiB in" "$(elapsed "$started_at") s"
restores distant
kill "$daemon"
wait "$daemon" 2>/dev/null || true
nft delete table inet router
rm -rf "$work/distant"
switch_off
