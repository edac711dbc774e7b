package farkeep.objects.log;

import farkeep.objects.Bytes32;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.objects.log.LogBody.Role;
import farkeep.objects.log.LogBody.Wrap;
import java.util.Arrays;
import java.util.List;

/// A vault with fixed keys: recovery key, first owner, and one root with key id 7.
final class TestVault {
  final SigningKey recovery;
  final SigningKey owner = key(2);
  final VaultLog log;
  final List<VaultLogEntry> entries;

  TestVault() {
    this(1);
  }

  TestVault(int seed) {
    recovery = key(seed);
    var genesis =
        new LogBody.Genesis(
            1,
            new Bytes32(5, 5, 5, 5),
            new Bytes32(7, 0, 0, 1),
            (LogBody.Device) device(owner, Role.OWNER));
    VaultLogEntry first = VaultLogEntry.found(genesis, recovery);
    log = new VaultLog(new VaultId(first.hash().value()));
    log.accept(first);
    log.accept(sign(owner, keys(7, 0, 7)));
    entries = log.entries(0);
  }

  static SigningKey key(int seed) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) seed);
    bytes[1] = (byte) (seed >> 8);
    return SigningKey.ofSeed(bytes);
  }

  static LogBody device(SigningKey device, Role role) {
    return new LogBody.Device(device.id(), new Bytes32(6, 6, 6, 6), role, Opaque.EMPTY);
  }

  static LogBody keys(long space, long previous, long keyId) {
    return keysOf(space, previous, new Bytes32(keyId, 0, 0, 1));
  }

  static LogBody keysOf(long space, long previous, Bytes32 commitment) {
    Wrap wrap = new Wrap(key(2).id(), new Bytes32(1, 2, 3, 4), Opaque.of(new byte[48]));
    return new LogBody.Keys(space, previous, commitment, List.of(wrap), Opaque.EMPTY, Opaque.EMPTY);
  }

  VaultLogEntry sign(SigningKey author, LogBody body) {
    return VaultLogEntry.sign(log.vault(), log.tips(), body, author);
  }
}
