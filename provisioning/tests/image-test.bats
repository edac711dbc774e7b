#!/usr/bin/env bats
# The parts of make image-test that need neither QEMU nor the image.

setup() {
  tests=$BATS_TEST_DIRNAME/../image-test
  dir=$BATS_TEST_TMPDIR
}

# A card of 40 MiB: a boot partition from 1 MiB on, of the kind $1, with both slots.
make_card() {
  truncate -s 40M "$dir/card"
  printf 'start=2048, size=69632, type=%s\n' "$1" | sfdisk -q "$dir/card"
  mkfs.vfat -F 32 --offset 2048 "$dir/card" 34816 >/dev/null
  printf '%s\n' '# a comment' os_prefix=slot-A/ kernel=kernel8.img 'initramfs initramfs followkernel' '[pi5]' kernel=other.img >"$dir/config.txt"
  mmd -i "$dir/card@@1M" ::slot-A ::slot-B
  mcopy -i "$dir/card@@1M" "$dir/config.txt" ::config.txt
  local slot
  for slot in A B; do
    printf 'kernel of %s' "$slot" | mcopy -i "$dir/card@@1M" - "::slot-$slot/kernel8.img"
    printf 'initramfs of %s' "$slot" | mcopy -i "$dir/card@@1M" - "::slot-$slot/initramfs"
    printf 'farkeep.slot=%s' "$slot" | mcopy -i "$dir/card@@1M" - "::slot-$slot/cmdline.txt"
    printf 'tree' | mcopy -i "$dir/card@@1M" - "::slot-$slot/bcm2837-rpi-3-b.dtb"
  done
}

# Runs the program on stdin with the lying disk as its module `lying`, and a file for it as sys.argv[2].
with_lying_disk() {
  { printf '%s\n' 'import importlib.machinery, importlib.util, os, random, sys' \
    'loader = importlib.machinery.SourceFileLoader("lying_disk", sys.argv[1])' \
    'sys.dont_write_bytecode = True' \
    'lying = importlib.util.module_from_spec(importlib.util.spec_from_loader("lying_disk", loader))' \
    'loader.exec_module(lying)' && cat; } | /usr/bin/python3 - "$tests/lying-disk" "$dir/disk"
}

@test "the firmware starts the slot that config.txt names" {
  make_card c
  "$tests/firmware" "$dir/card" "$dir/boot"
  [ "$(<"$dir/boot/kernel")" = "kernel of A" ]
  [ "$(<"$dir/boot/initramfs")" = "initramfs of A" ]
  [ "$(<"$dir/boot/cmdline")" = "farkeep.slot=A" ]
  [ -e "$dir/boot/bcm2837-rpi-3-b.dtb" ]
}

@test "a try starts the slot that tryboot.txt names" {
  make_card c
  sed 's/slot-A/slot-B/' "$dir/config.txt" | mcopy -i "$dir/card@@1M" - ::tryboot.txt
  "$tests/firmware" "$dir/card" "$dir/boot" try
  [ "$(<"$dir/boot/kernel")" = "kernel of B" ]
}

@test "a try without tryboot.txt, and a slot without a kernel, are refused with their names" {
  make_card c
  run "$tests/firmware" "$dir/card" "$dir/boot" try
  [ "$status" -eq 1 ]
  [[ $output == *"no tryboot.txt"* ]]
  mdel -i "$dir/card@@1M" ::slot-A/kernel8.img
  run "$tests/firmware" "$dir/card" "$dir/boot"
  [ "$status" -eq 1 ]
  [[ $output == *"slot-A/kernel8.img"* ]]
}

@test "a card that a Pi 3 would not start from is refused" {
  make_card 83
  run "$tests/firmware" "$dir/card" "$dir/boot"
  [ "$status" -eq 1 ]
  [[ $output == *"no FAT32 partition"* ]]
}

@test "the lying disk keeps what was flushed, and loses some of what was not" {
  run with_lying_disk <<'PYTHON'
kept = torn = dropped = 0
for seed in range(50):
    with open(sys.argv[2], "wb") as file:
        file.truncate(1 << 20)
    disk = lying.LyingDisk(os.open(sys.argv[2], os.O_RDWR), random.Random(seed))
    disk.write(0, b"f" * 8192)
    assert disk.read(4096, 8192) == b"f" * 4096 + bytes(4096), "what is in the cache is read back"
    assert os.pread(disk.file, 8192, 0) == bytes(8192), "what was not flushed is not on the medium"
    disk.flush()
    for block in range(2, 12):
        disk.write(block * 4096, b"u" * 4096)
    fates = disk.cut()
    kept, torn, dropped = kept + fates["kept"], torn + fates["torn"], dropped + fates["dropped"]
    assert os.pread(disk.file, 8192, 0) == b"f" * 8192, f"seed {seed}: what was flushed is gone"
    survived = os.pread(disk.file, 10 * 4096, 8192).count(b"u")
    assert survived % 512 == 0 and fates["kept"] * 4096 <= survived <= (fates["kept"] + fates["torn"]) * 4096, f"seed {seed}"
    os.close(disk.file)
assert kept > 50 and torn > 50 and dropped > 50, (kept, torn, dropped)
PYTHON
  echo "$output"
  [ "$status" -eq 0 ]
}

@test "the lying disk's power fails at the write that reaches what was asked for, and that write may be lost" {
  run with_lying_disk <<'PYTHON'
for wanted, writes in ((1, 1), (512, 1), (513, 2), (5120, 10)):
    with open(sys.argv[2], "wb") as file:
        file.truncate(1 << 20)
    disk = lying.LyingDisk(os.open(sys.argv[2], os.O_RDWR), random.Random(1))
    for early in range(20):
        disk.write(early * 512, b"b" * 512)
    disk.flush()
    disk.count(wanted)
    for count in range(1, 21):
        try:
            disk.write(count * 512, b"w" * 512)
        except lying.PowerCut:
            break
        disk.flush()
    assert count == writes, (wanted, count)
    assert sum(disk.cut().values()) == 1, "only the write that was cut is on its way"
    os.close(disk.file)
PYTHON
  echo "$output"
  [ "$status" -eq 0 ]
}

@test "the lying disk counts from its signal on, and says so when it is unplugged" {
  run timeout 60 /usr/bin/python3 - "$tests/lying-disk" "$dir/disk" "$dir/socket" <<'PYTHON'
import os, signal, socket, struct, subprocess, sys, time
with open(sys.argv[2], "wb") as file:
    file.truncate(1 << 20)
command = [sys.argv[1], sys.argv[2], sys.argv[3], "--seed", "1", "--bytes-before-cut", "999999"]
disk = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
while not os.path.exists(sys.argv[3]):
    time.sleep(0.05)
peer = socket.socket(socket.AF_UNIX)
peer.connect(sys.argv[3])
assert len(peer.recv(18, socket.MSG_WAITALL)) == 18
peer.sendall(struct.pack(">I", 3) + struct.pack(">QII", 0x49484156454F5054, 1, 0))
assert struct.unpack(">QH", peer.recv(10, socket.MSG_WAITALL))[0] == 1 << 20

def ask(kind, data=b""):
    peer.sendall(struct.pack(">IHHQQI", 0x25609513, 0, kind, 7, 0, len(data)) + data)
    assert struct.unpack(">IIQ", peer.recv(16, socket.MSG_WAITALL))[1:] == (0, 7)

ask(1, b"a" * 65536)
ask(3)
os.kill(disk.pid, signal.SIGUSR1)
ask(1, b"b" * 16384)
disk.terminate()
assert disk.communicate()[0] == "unplugged after 16384 bytes\n"
with open(sys.argv[2], "rb") as file:
    assert file.read(65537) == b"b" * 16384 + b"a" * 49152 + b"\0"
PYTHON
  echo "$output"
  [ "$status" -eq 0 ]
}

@test "the lying disk holds back a bounded amount" {
  run with_lying_disk <<'PYTHON'
lying.UNFLUSHED_BYTES_MAX = 8192
with open(sys.argv[2], "wb") as file:
    file.truncate(1 << 20)
disk = lying.LyingDisk(os.open(sys.argv[2], os.O_RDWR), random.Random(1))
for block in range(4):
    disk.write(block * 4096, b"w" * 4096)
assert disk.waiting_bytes == 8192, disk.waiting_bytes
assert os.pread(disk.file, 16384, 0) == b"w" * 8192 + bytes(8192)
PYTHON
  echo "$output"
  [ "$status" -eq 0 ]
}

@test "the test of the image says which settings and scenarios there are" {
  run env ONLY=first-plug-out "$tests/../test-image"
  [ "$status" -eq 2 ]
  [[ $output == *"no scenario 'first-plug-out'"*first-plug-in* ]]
  run env CYCLES=many "$tests/../test-image"
  [ "$status" -eq 2 ]
  [[ $output == *"CYCLES is 'many'"*"1 to 3000"* ]]
  run "$tests/../test-image" virt
  [ "$status" -eq 2 ]
}

@test "a battery on a serial line answers as Megatec does, in the state it is told" {
  echo battery >"$dir/state"
  python3 - "$dir/line" "$dir/answer" <<'PY' &
import socket, sys
listener = socket.socket(socket.AF_UNIX)
listener.bind(sys.argv[1])
listener.listen(1)
line, _ = listener.accept()
line.sendall(b"Q1\r")
answer = b""
while not answer.endswith(b"\r"):
    answer += line.recv(64)
open(sys.argv[2], "wb").write(answer)
PY
  local asker=$!
  "$tests/ups" "$dir/line" "$dir/state" &
  local ups=$!
  wait "$asker"
  kill "$ups"
  [ "$(tr -d '\r' <"$dir/answer")" = "(000.0 230.0 230.0 012 50.0 12.8 25.0 10001000" ]
}
