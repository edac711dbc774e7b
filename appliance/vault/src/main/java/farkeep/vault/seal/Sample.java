package farkeep.vault.seal;

import com.github.luben.zstd.Zstd;

/// Decides on a sample whether compressing pays: photos, films and archives don't shrink, and
/// trying costs as much as sealing them.
final class Sample {
  /// Below this the whole is tried.
  static final int WHOLE_BYTES_MAX = 64 << 10;

  private static final int PARTS = 4;
  private static final int PART_BYTES = 4 << 10;
  private static final int SAMPLE_LEVEL = 1;

  private Sample() {}

  /// Whether a sample of `plain` shrinks by a thirty-second part at least.
  static boolean shrinks(Bench bench, Piece plain) {
    if (plain.bytes() <= WHOLE_BYTES_MAX) return plain.bytes() > 0;
    int sampleBytes = PARTS * PART_BYTES;
    int most = (int) Zstd.compressBound(sampleBytes);
    byte[] scratch = bench.scratch(sampleBytes + most);
    int stride = (plain.bytes() - PART_BYTES) / (PARTS - 1);
    for (int part = 0; part < PARTS; part++) {
      System.arraycopy(
          plain.array(), plain.from() + part * stride, scratch, part * PART_BYTES, PART_BYTES);
    }
    bench.compressor.setLevel(SAMPLE_LEVEL);
    int bytes =
        bench.compressor.compressByteArray(scratch, sampleBytes, most, scratch, 0, sampleBytes);
    return bytes < sampleBytes - sampleBytes / 32;
  }
}
