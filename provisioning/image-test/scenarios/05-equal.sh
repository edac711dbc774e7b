# built a second time, from the same downloads and nothing else, it is the same to the last bit
# shellcheck shell=bash disable=SC2154,SC2034,SC2016,SC2054
first=$(dirname "$image")
again=$work/again
cache=${XDG_CACHE_HOME:-$HOME/.cache}/farkeep/image
mkdir -p "$again/cache/farkeep/image"
cp -a "$cache/packages" "$cache/apt" "$again/cache/farkeep/image/"
# apt's file names paths of its own
sed -i "s,$cache,$again/cache/farkeep/image,g" "$again/cache/farkeep/image/apt/apt.conf"
version=$(<"$first/update/version")
epoch=$(date -u -d "$(sed -E 's/(....)(..)(..)\.(..)(..)(..)/\1-\2-\3 \4:\5:\6/' <<<"$version")" +%s)
built=$(seconds)
SOURCE_DATE_EPOCH=$epoch XDG_CACHE_HOME=$again/cache FARKEEP_IMAGE_OUT=$again/image "$top/provisioning/build-image" >"$work/again.log" 2>&1 ||
  fail "the image could not be built a second time: $(tail -5 "$work/again.log")"
for file in farkeep.img farkeep.img.zst farkeep.cdx.json; do
  cmp "$first/$file" "$again/image/$file" || fail "$file differs when it is built again from the same downloads"
done
figure "built again from its downloads in $(elapsed "$built") s" "image, compressed image and SBOM are the same bytes"
rm -rf "$again"
