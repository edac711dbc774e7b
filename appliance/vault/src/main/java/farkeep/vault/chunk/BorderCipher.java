package farkeep.vault.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/// Turns digests into decisions with the AES permutation, in batches.
///
/// AES is used backwards, because CBC decryption is the one mode that Java runs on many blocks at
/// once; taking the block before out again leaves the bare permutation.
final class BorderCipher {
  /// Digests of one batch: two arrays of 16 KiB.
  static final int BATCH = 1_024;

  private static final int BLOCK_BYTES = 16;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Cipher cipher;

  private final byte[] digests = new byte[BATCH * BLOCK_BYTES];
  private final byte[] turned = new byte[BATCH * BLOCK_BYTES];

  BorderCipher(ChunkerTables tables) {
    try {
      cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, tables.key(), new IvParameterSpec(new byte[BLOCK_BYTES]));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES-CBC", e);
    }
  }

  /// Where the digests of a batch go, 16 bytes each.
  byte[] digests() {
    return digests;
  }

  /// The first of `count` digests whose permuted low 64 bits are zero under `mask`, or -1.
  int firstBorder(int count, long mask) {
    try {
      cipher.doFinal(digests, 0, count * BLOCK_BYTES, turned, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-CBC failed on whole blocks", e);
    }
    long before = 0;
    for (int i = 0; i < count; i++) {
      long drawn = (long) LONGS.get(turned, i << 4) ^ before;
      if ((drawn & mask) == 0) return i;
      before = (long) LONGS.get(digests, i << 4);
    }
    return -1;
  }
}
