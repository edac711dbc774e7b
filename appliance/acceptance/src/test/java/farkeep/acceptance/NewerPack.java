package farkeep.acceptance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/// A pack as a program of some later year would write it, as far as that is known: another version
/// in both copies of its header, and the checksums that belong to it.
final class NewerPack {
  static final int VERSION = 9;
  private static final int[] COPIES_AT = {0, 2_048};
  private static final int VERSION_AT = 4;
  private static final int CHECKSUM_AT = 52;

  private NewerPack() {}

  /// Makes it of a pack.
  ///
  /// @return its bytes now
  static byte[] make(Path pack) throws IOException {
    byte[] all = Files.readAllBytes(pack);
    for (int at : COPIES_AT) {
      ByteBuffer header = ByteBuffer.wrap(all, at, CHECKSUM_AT + Integer.BYTES).slice();
      header.put(VERSION_AT, (byte) VERSION);
      CRC32C sum = new CRC32C();
      sum.update(new byte[Long.BYTES]);
      sum.update(header.slice(0, CHECKSUM_AT));
      header.putInt(CHECKSUM_AT, (int) sum.getValue());
    }
    Files.write(pack, all);
    return all;
  }
}
