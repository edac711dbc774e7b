# updates: a good one takes over, every other one leaves the box as it was
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054
make_updates
paired_card
# ten minutes of self-tests before it takes over are half a minute here
extra_words='farkeep.trial=30'
start_machine
synchronised family
old=$(version_inside)
newest=$(version_of "$updates/good.raucb")

refused() { # bundle reason
  send_update "$1"
  inside_until "journalctl -b -u farkeep-update.service -o cat | grep -E '$2'" 600 "refuse $(basename "$1")"
  figure "$3" "refused: $(inside "journalctl -b -u farkeep-update.service -o cat | grep -oE 'update refused: .*' | tail -1")"
  [ "$(version_inside)" = "$old" ] || fail "$(basename "$1") was refused, and runs all the same"
}
refused "$updates/strange.raucb" 'not signed with a key that this box knows' 'signed by somebody else'
refused "$updates/damaged.raucb" 'damaged|could not install' 'one bit of it flipped'
refused "$updates/older.raucb" 'only a newer one is taken' 'an older version'

sent=$(seconds)
send_update "$updates/good.raucb"
figure "a good update sent in" "$(elapsed "$sent") s"
follow_restart 1200
figure "installed, and started on trial after" "$(elapsed "$sent" "$started_at") s"
synchronised family
[ "$(version_inside)" = "$newest" ] || fail "the update to $newest was installed, and $(version_inside) runs"
slot_is B
[ "$(inside 'grep -c BEGIN /usr/lib/farkeep/update/keyring.pem')" = 2 ] || fail "an update signed with new keys did not bring them along"
inside_until '/usr/lib/farkeep/update/bootloader get-committed | grep -qx B' 1200 'let the update take over'
figure "taken over after" "$(elapsed "$sent") s, of which 30 s were its trial (600 on a box)"
restores family
switch_off
keep_updated_card

# one on a stick, whose service does not come up: it is left again by itself, and not tried again, although the stick stays
make_stick "$work/stick.img" "$updates/broken.raucb"
extra_parts=(-drive "if=none,id=stick,format=raw,file=$work/stick.img" -device usb-storage,drive=stick,serial=stick)
start_machine
follow_restart 1200
broken=$started_at
follow_restart 1800
figure "an update on a USB stick whose service does not start was left by itself after" "$(elapsed "$broken" "$started_at") s"
synchronised family
slot_is B
[ "$(version_inside)" = "$newest" ] || fail "after a broken update $(version_inside) runs, and not $newest"
restores family
inside_until 'journalctl -b -u "farkeep-update-stick@*" -o cat | grep -q "it is not tried again from a stick"' 120 'look at the stick again, and leave it'
extra_parts=()
switch_off
rm -f "$work/stick.img"
