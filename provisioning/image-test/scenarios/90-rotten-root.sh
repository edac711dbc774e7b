# a bit of the root flips while nobody looks: the other slot starts
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054
updated_card
flip_bit "$CARD" $(($(partition_byte 3) + (50 << 20)))
start_machine
follow_restart "$START_SECONDS_MAX"
synchronised family
slot_is A
figure "one bit of 100 MiB of root B flipped" "slot A started by itself, and was reached after $(elapsed "$started_at") s"
restores family
switch_off
