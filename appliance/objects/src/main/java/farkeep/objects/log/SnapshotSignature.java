package farkeep.objects.log;

import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectHeader;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The signature at the end of every stored snapshot: Ed25519 by the device that its clear part
/// names, over a domain string, the vault's id and everything before. It counts for the id.
public final class SnapshotSignature {
  private static final byte[] DOMAIN = "farkeep/snapshot".getBytes(StandardCharsets.US_ASCII);

  private SnapshotSignature() {}

  /// Appends the signature.
  ///
  /// @param unsigned header, tag and ciphertext
  /// @return a new array of the stored snapshot
  public static byte[] append(VaultId vault, byte[] unsigned, SigningKey device) {
    byte[] message = Arrays.copyOf(DOMAIN, DOMAIN.length + 32 + unsigned.length);
    System.arraycopy(vault.bytes(), 0, message, DOMAIN.length, 32);
    System.arraycopy(unsigned, 0, message, DOMAIN.length + 32, unsigned.length);
    byte[] stored = Arrays.copyOf(unsigned, unsigned.length + SigningKey.SIGNATURE_BYTES);
    System.arraycopy(device.sign(message), 0, stored, unsigned.length, SigningKey.SIGNATURE_BYTES);
    return stored;
  }

  /// Checks a whole stored snapshot. Needs no key: the box does it too.
  ///
  /// @return its clear part; whether the device may speak for the folder is the vault log's to say
  /// @throws MalformedObjectException not a snapshot, or the signature is not its device's
  public static SnapshotClear check(VaultId vault, byte[] stored) {
    ObjectHeader header = ObjectHeader.parse(stored);
    SnapshotClear clear = SnapshotClear.of(header);
    int end = stored.length - SigningKey.SIGNATURE_BYTES;
    if (end < header.bytes() + ObjectHeader.TAG_BYTES) {
      throw new MalformedObjectException("snapshot: no room for its signature");
    }
    byte[] signature = Arrays.copyOfRange(stored, end, stored.length);
    byte[] before = Arrays.copyOf(stored, end);
    if (!SigningKey.verifies(clear.device(), signature, DOMAIN, vault.bytes(), before)) {
      throw new MalformedObjectException(
          "snapshot: its signature is not that of device " + clear.device().abbreviated());
    }
    return clear;
  }
}
