package farkeep.vault.keys;

import farkeep.objects.VaultId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/// What is printed and put into a drawer: the recovery key, and which vault it is for.
///
/// Byte by byte in `docs/format.md`, section *Recovery sheet*. Its text is the whole secret: it
/// goes to the printer and the screen, never into a log.
public final class RecoverySheet {
  /// Groups of the printed code.
  public static final int GROUPS = 12;

  private static final int VERSION = 1;
  private static final int VAULT_BYTES = 8;
  private static final int CHECKED_BYTES = 1 + RecoveryKey.BYTES + VAULT_BYTES;
  private static final int BYTES = CHECKED_BYTES + 4;

  private final RecoveryKey key;
  private final long vaultStart;

  private RecoverySheet(RecoveryKey key, long vaultStart) {
    this.key = key;
    this.vaultStart = vaultStart;
  }

  /// The sheet of a vault.
  public static RecoverySheet of(RecoveryKey key, VaultId vault) {
    return new RecoverySheet(key, vault.value().a());
  }

  /// Reads a sheet as it was typed or scanned: upper or lower case, with spaces, hyphens or
  /// without, O for 0 and I or L for 1.
  ///
  /// @throws WrongSheetException naming the first group that is wrong, if one is
  public static RecoverySheet parse(String typed) {
    byte[] bytes = SheetCode.decode(typed, BYTES);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int version = Byte.toUnsignedInt(in.get());
    byte[] secret = new byte[RecoveryKey.BYTES];
    in.get(secret);
    long vaultStart = in.getLong();
    if (in.getInt() != crc(bytes)) {
      throw new WrongSheetException(
          0,
          "each group of the recovery sheet looks right alone, but they don't fit together:"
              + " compare all of them again, and whether they are from one sheet");
    }
    if (version != VERSION) {
      throw new WrongSheetException(
          0,
          "the recovery sheet has version %d; this program reads %d: update Farkeep"
              .formatted(version, VERSION));
    }
    return new RecoverySheet(RecoveryKey.of(secret), vaultStart);
  }

  /// The recovery key.
  public RecoveryKey key() {
    return key;
  }

  /// Whether the sheet is for this vault, as far as its 8 bytes tell; [RecoveryKey#founded] proves
  /// it.
  public boolean isFor(VaultId vault) {
    return vault.value().a() == vaultStart;
  }

  /// The first 16 hexadecimal digits of the vault's id.
  public String vaultStart() {
    return "%016x".formatted(vaultStart);
  }

  /// The [#GROUPS] groups of 7 characters.
  public List<String> groups() {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    out.put((byte) VERSION).put(key.secret()).putLong(vaultStart);
    out.putInt(crc(out.array()));
    return SheetCode.encode(out.array());
  }

  /// The groups, joined by hyphens: what [#parse] reads.
  public String text() {
    return String.join("-", groups());
  }

  /// Whether a group that somebody typed back is the one on the sheet.
  ///
  /// @param group which, from 1 to [#GROUPS]
  public boolean matches(int group, String typed) {
    String read = typed.strip().toUpperCase(Locale.ROOT);
    return groups().get(group - 1).equals(read.replace('O', '0').replaceAll("[IL]", "1"));
  }

  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(Arrays.copyOf(bytes, CHECKED_BYTES));
    return (int) crc.getValue();
  }
}
