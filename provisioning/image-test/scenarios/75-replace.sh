# a card that broke gives way to a new one, an old disk to a larger one, as the guide has it done; it stays the same box
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054
# From the next start on the disk in the file $1 is in a USB socket.
put_disk_in() { extra_parts=(-drive "if=none,id=data,format=raw,file=$1" -device "usb-storage,drive=data,serial=$(basename "$1" .img)"); }

# Its home holds the box to its key, so what it reaches is no other one; the data is on a disk of $1 GiB.
same_box_on() {
  synchronised family
  local size
  size=$(inside 'lsblk -nrdbo SIZE "$(findmnt -nro SOURCE --target /data)"')
  [ "$size" = $(($1 << 30)) ] || fail "the box keeps its data on a disk of $size bytes, and not on that of $1 GiB"
  restores family
}

paired_card
rm -f "$work/old.img" "$work/new.img"
truncate -s 4G "$work/old.img"
mkfs.ext4 -q -L farkeep-data "$work/old.img"
put_disk_in "$work/old.img"
start_machine
same_box_on 4
switch_off

flash_card
put_test_inside
start_machine
same_box_on 4
figure 'a new card beside the old disk: the same box reached, and all restored, after' "$(elapsed "$started_at") s"
switch_off

truncate -s 6G "$work/new.img"
mkfs.ext4 -q -L farkeep-data -U "$(blkid -s UUID -o value "$work/old.img")" "$work/new.img"
# in a namespace of its own, whose mounts end with it
unshare --mount bash -euc '
  mkdir -p "$0/old" "$0/new"
  mount -o loop,ro "$0/old.img" "$0/old"
  mount -o loop "$0/new.img" "$0/new"
  cp -a "$0/old/box" "$0/new/"
' "$work"
put_disk_in "$work/new.img"
start_machine
same_box_on 6
figure 'a new disk with the data and the identity of the old one: the same box reached, and all restored, after' "$(elapsed "$started_at") s"
switch_off
rm -f "$work/old.img" "$work/new.img"
