# flashed, plugged in, paired with the code from its console, 200 MB there and back, switched off and on again, moved
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054
rm -rf "${work:?}/home" "$work/sheet.html"
flash_card
put_test_inside
start_machine
first=$started_at
watch_link
console_says 'Show the pairing code' "$START_SECONDS_MAX" >/dev/null
console_types 2
code=$(console_says '[0-9]{4}-[0-9]{4}' 60)
figure "first start: pairing code on the console after" "$(elapsed "$first") s"
page_answers
figure "first start: link answers after (bar 60), page after" "$(elapsed "$first" "$(<"$work/link-answered")") s, $(elapsed "$first") s"

# by its name on this network: the box announces itself, and no address is typed
home init --yes --sheet "$work/sheet.html" >/dev/null
home pair --code "$code"
figure "first start: paired after" "$(elapsed "$first") s"
replicates family
compare_cpu family
asked=$(seconds)
restores family
figure "$mib MiB restored and compared in" "$(elapsed "$asked") s"

switch_off
start_machine
second=$started_at
synchronised family
figure "second start: reached by its home after" "$(elapsed "$second") s"
restores family

# moving house: made safe to unplug on the page, and the plug pulled; it starts as the same box
page_does unplug
began=$SECONDS
until page '/?lang=en' | grep 'safe to unplug the box now' >/dev/null; do
  ((SECONDS - began < 60)) || fail "the page does not say that the box can be unplugged: $(page / | sed 's/<[^>]*>//g' | grep . | head -20)"
  sleep 1
done
cut_power
start_machine
synchronised family
figure "made safe to unplug on the page, unplugged, and reached again after" "$(elapsed "$started_at") s"
switch_off
keep_paired_card
