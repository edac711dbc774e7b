# the same card in a Raspberry Pi 3, as QEMU knows it: SD card, USB network, real GPIO chip
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054
board=raspi3b
# It has four processors, and few hosts do. Two of them get nothing to do, and sleep; such as the kernel never starts would not:
# the emulator lets them turn in the loop in which a Raspberry Pi's wait for it.
extra_words=isolcpus=2,3
rm -rf "${work:?}/home" "$work/sheet.html"
fresh_card
put_test_inside
start_machine
watch_link
page_answers
figure "first start: link answers after (bar 100), page after" "$(elapsed "$started_at" "$(<"$work/link-answered")") s, $(elapsed "$started_at") s"
# a bare board has lines for a button, and none on them
page /actions >"$work/answer"
grep -q 'class="card act' "$work/answer" || fail "the page's actions are not open on a board without a button: $(sed 's/<[^>]*>//g' "$work/answer" | grep . | head -20)"
console_types 2
code=$(console_says '[0-9]{4}-[0-9]{4}' 60)
home init --yes --sheet "$work/sheet.html" >/dev/null
home pair "$BOX:$LINK_PORT" --code "$code"
replicates few $((mib / 10))
restores few
figure "lights" "$(inside 'journalctl -b -u farkeep-box -o cat | grep -o "panel was opened lights=\"[^\"]*\""')"
switch_off
