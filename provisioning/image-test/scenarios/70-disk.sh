# a blank USB disk takes the card's place once somebody in the house agrees, and is waited for when it is missing; an NVMe disk with the right label is taken
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054
usb_disk=if=none,id=new,format=raw,file=$work/usb.img
keeps_on() { inside 'findmnt -nro SOURCE --target /data'; }

paired_card
rm -f "$work/usb.img"
truncate -s 4G "$work/usb.img"
extra_parts=(-drive "$usb_disk" -device usb-storage,drive=new,serial=new)
start_machine
synchronised family
# without a button the actions are open for five minutes after the start
offered=''
until [ -n "$offered" ]; do
  offered=$(page /actions | sed -n 's/.*name="disk" value="\([0-9a-f]\{64\}\)".*/\1/p' | head -1)
  [ "$(elapsed "$started_at" | cut -d. -f1)" -lt "$START_SECONDS_MAX" ] || fail "the page does not offer the blank disk: $(page /actions | sed 's/<[^>]*>//g' | grep . | head -30)"
  sleep 2
done
page_does adopt-disk "disk=$offered"
follow_restart 300
synchronised family
[ "$(keeps_on)" = /dev/sda1 ] || fail "the box keeps its data on $(keeps_on), and not on the disk that was agreed to"
[ "$(inside 'findmnt /run/card >/dev/null && echo mounted || echo gone')" = gone ] || fail 'the card is still mounted, and nobody needs it any more'
restores family
figure 'blank USB disk agreed to on the page: reached again, with everything, from the disk, after' "$(elapsed "$started_at") s"
switch_off

extra_parts=()
start_machine
plug_in() {
  printf '%s\n' "drive_add 0 $usb_disk" 'device_add usb-storage,drive=new,serial=new,id=plugged' | socat -t 2 - "unix:$work/monitor" >"$work/monitor.log"
  plugged=$(seconds)
}
misses_disk() {
  inside_until 'journalctl -b -u farkeep-data -o cat | grep -q "is missing: plug it in again"' "$START_SECONDS_MAX" 'miss its disk'
  [ "$(inside 'systemctl is-active farkeep-box || true')" = inactive ] || fail 'the box started without its disk'
}
misses_disk
plug_in
synchronised family
restores family
figure 'started without its disk, it waits; reached, and all restored, after the disk was plugged in again' "$(elapsed "$plugged") s"

echo 'device_del plugged' | socat -t 2 - "unix:$work/monitor" >"$work/monitor.log"
follow_restart 300
misses_disk
plug_in
synchronised family
restores family
figure 'the disk was pulled while it was used: the machine starts again and waits; reached, and all restored, after it was plugged in again' "$(elapsed "$plugged") s"
switch_off
rm -f "$work/usb.img"

paired_card
rm -f "$work/nvme.img"
truncate -s 4G "$work/nvme.img"
# as a desktop makes it, for whoever sits there
mkfs.ext4 -q -L farkeep-data -E root_owner=1000:1000 "$work/nvme.img"
extra_parts=(-drive "if=none,id=nvme,format=raw,file=$work/nvme.img" -device nvme,drive=nvme,serial=labelled)
start_machine
synchronised family
[ "$(keeps_on)" = /dev/nvme0n1 ] || fail "the box keeps its data on $(keeps_on), and not on the disk with the label"
[ "$(inside 'stat -c "%u %a" /data')" = '0 755' ] || fail "the disk belongs to $(inside 'stat -c "%u %a" /data'), and not to the system"
restores family
until page /metrics | grep '^farkeep_disk_good 1' >/dev/null; do
  [ "$(elapsed "$started_at" | cut -d. -f1)" -lt "$START_SECONDS_MAX" ] || fail "the box does not show what its disk says of itself: $(inside 'ls -l /run/farkeep-machine/smart; journalctl -b -u farkeep-smart -o cat')"
  sleep 5
done
figure 'NVMe disk with the label farkeep-data' "taken, restored from, and its own verdict shown"
switch_off
rm -f "$work/nvme.img"
