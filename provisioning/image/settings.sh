# What every part of the image's builder agrees on. Sourced; sets variables only.
# shellcheck shell=bash disable=SC2034

readonly DEBIAN_SUITE=trixie
# RAUC before 1.15.1 takes what the backports' kernel says of a dm-verity device for an error, and refuses every update; it needs these libraries
readonly NEWER_SUITE=forky
readonly NEWER_PACKAGES='rauc rauc-service libnl-3-200 libnl-genl-3-200 libnl-route-3-200'
readonly ARCH=arm64

# sizes of the card's partitions, MiB; the whole is a power of two, since QEMU's SD card wants that
readonly BOOT_MIB=256
readonly ROOT_MIB=256
readonly STATE_MIB=256
readonly DATA_MIB=1022
readonly CARD_MIB=2048

# what must hold of the products, MiB
readonly ROOT_MIB_MAX=160
readonly IMAGE_MIB_MAX=300

top=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
readonly top
readonly image_dir=$top/provisioning/image
readonly overlay_dir=$top/buildroot-overlay
readonly out_dir=${FARKEEP_IMAGE_OUT:-$top/target/image}
readonly cache_dir=${XDG_CACHE_HOME:-$HOME/.cache}/farkeep/image

# all times in the products are the commit's; so two builds of one commit are equal
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$top" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
# grows with each commit, so that boxes can tell an older image: numbers with dots
image_version=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y%m%d.%H%M%S)
readonly image_version
export LC_ALL=C.UTF-8 TZ=UTC
umask 022
# e2fsprogs, mtools and others lie there, and root's PATH does not always say so
PATH=$PATH:/usr/sbin:/sbin

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

say() { printf '%s %s: %s\n' "$(date +%H:%M:%S)" "$(basename "$0")" "$*" >&2; }

# What a step was made from, as one word: its own text, the suite, and the files named
key_of() { {
  printf '%s %s\n' "$DEBIAN_SUITE" "$ARCH"
  cat "$0" "$@"
} | sha256sum | cut -c1-16; }
