# the same card in a Raspberry Pi 3, as QEMU knows it: SD card, USB network, real GPIO chip
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054
board=raspi3b
rm -rf "${work:?}/home" "$work/few"
fresh_card
put_test_inside
start_machine ''
page_answers
figure "first start: page after (bar 100 at rest)" "$(elapsed "$started_at") s"
console_types 2
code=$(console_says '[0-9]{4}-[0-9]{4}' 60)
home init --yes --sheet "$work/sheet.html" >/dev/null
home pair "$BOX:$LINK_PORT" --code "$code"
make_files "$work/few" $((mib / 10))
home -q add "$work/few" --folder few
sent=$(seconds)
home sync few
figure "$((mib / 10)) MiB replicated in" "$(elapsed "$sent") s"
restores few
figure "lights" "$(inside 'journalctl -b -u farkeep-box -o cat | grep -o "panel was opened lights=\"[^\"]*\""')"
switch_off
