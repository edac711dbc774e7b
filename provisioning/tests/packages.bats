#!/usr/bin/env bats
# What the packages are made with, and what wrong words get.

setup() {
  top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  parts=$top/provisioning/package
  jars=$BATS_TEST_TMPDIR/jars
  mkdir "$jars"
}

# name and its entries as path=content, or path/ for a directory; UMASK is what the packed files' modes came from
jar() {
  python3 - "$@" <<'END'
import os, sys, zipfile
umask = int(os.environ.get("UMASK", "022"), 8)
with zipfile.ZipFile(sys.argv[1], "w") as jar:
    for word in sys.argv[2:]:
        path, _, content = word.partition("=")
        entry = zipfile.ZipInfo(path, (2026, 1, 1, 0, 0, 0))
        entry.external_attr = ((0o40777 if path.endswith("/") else 0o100666) & ~umask) << 16
        jar.writestr(entry, content.encode().decode("unicode_escape").encode("latin-1"))
END
}
elf() { printf '\\x7fELF%s\\x03\\x00\\x%s\\x00' '............' "$1"; } # machine, hexadecimal

@test "our jars are the same bytes whatever the builder's umask was" {
  UMASK=022 jar "$jars/farkeep-box-1.jar" farkeep/ farkeep/Box.class=code
  mkdir "$BATS_TEST_TMPDIR/others"
  UMASK=077 jar "$BATS_TEST_TMPDIR/others/farkeep-box-1.jar" farkeep/ farkeep/Box.class=code
  run cmp "$jars/farkeep-box-1.jar" "$BATS_TEST_TMPDIR/others/farkeep-box-1.jar"
  [ "$status" -eq 1 ]
  "$parts/thin-jars" amd64 "$jars" "$BATS_TEST_TMPDIR/a"
  "$parts/thin-jars" amd64 "$BATS_TEST_TMPDIR/others" "$BATS_TEST_TMPDIR/b"
  cmp "$BATS_TEST_TMPDIR/a/farkeep-box-1.jar" "$BATS_TEST_TMPDIR/b/farkeep-box-1.jar"
}

@test "a package holds the libraries of its own machine only" {
  jar "$jars/zstd.jar" "linux/amd64/libzstd.so=$(elf 3e)" "linux/aarch64/libzstd.so=$(elf b7)" win/amd64/zstd.dll=MZ
  jar "$jars/quic-linux-aarch_64.jar" "META-INF/native/libquic_linux_aarch_64.so=$(elf b7)"
  jar "$jars/quic-linux-x86_64.jar" "META-INF/native/libquic_linux_x86_64.so=$(elf 3e)"
  for arch in amd64 arm64; do
    run "$parts/natives" "$arch" "$jars"
    [ "$status" -eq 1 ]
    "$parts/thin-jars" "$arch" "$jars" "$BATS_TEST_TMPDIR/$arch"
    run "$parts/natives" "$arch" "$BATS_TEST_TMPDIR/$arch"
    [ "$status" -eq 0 ]
    [ "$output" = "2 native files, 2 of them in jars" ]
  done
  run "$parts/natives" arm64 "$BATS_TEST_TMPDIR/amd64"
  [ "$status" -eq 1 ]
  [[ "$output" == *"zstd.jar!linux/amd64/libzstd.so is for machine 62, not 183"* ]]
}

@test "wrong words get an answer that says what is taken" {
  run "$top/provisioning/build-packages" riscv64
  [ "$status" -eq 1 ]
  [ "$output" = "build-packages: takes amd64 and arm64; 'riscv64' is neither" ]
  run "$top/provisioning/test-packages" amd64
  [ "$status" -eq 1 ]
  [[ "$output" == *"takes no arguments, and got 'amd64'"* ]]
  run "$parts/thin-jars" amd64 "$BATS_TEST_TMPDIR/none" "$BATS_TEST_TMPDIR/a"
  [ "$status" -eq 1 ]
  [ "$output" = "thin-jars: no jars in $BATS_TEST_TMPDIR/none" ]
  run "$parts/meet" /bin/true
  [ "$status" -eq 2 ]
  run "$parts/emulated" "$BATS_TEST_TMPDIR" true
  [ "$status" -eq 2 ]
}
