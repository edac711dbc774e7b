package farkeep.vault.seal;

import farkeep.objects.MalformedObjectException;

/// How the bytes of a payload are coded: algorithm, library and level, so that the same bytes can
/// be made again. Opening needs the algorithm only.
///
/// As 16 bits: algorithm (4) ‖ library (6) ‖ level + 32 (6); stored as is: 0.
///
/// @param algorithm what it takes to decode
/// @param library which version of the library coded it; numbers are listed in `docs/format.md`
/// @param level the library's compression level, -32 to 31
public record Codec(Algorithm algorithm, int library, int level) {
  /// Not compressed.
  public static final Codec STORED = new Codec(Algorithm.STORED, 0, 0);

  /// What nodes, patches and records are coded with when that makes them smaller: always the same,
  /// so that the same node gives the same object on every device.
  public static final Codec FIXED = zstd(3);

  private static final int ZSTD_1_5_7 = 1;
  private static final int LEVEL_OFFSET = 32;

  /// @throws MalformedObjectException library or level is out of its bits, or something stored as
  ///   is has either
  public Codec {
    boolean fits = library >= 0 && library < 64 && level >= -LEVEL_OFFSET && level < LEVEL_OFFSET;
    if (!fits || algorithm == Algorithm.STORED && (library != 0 || level != 0)) {
      throw new MalformedObjectException(
          "codec: %s with library %d and level %d".formatted(algorithm, library, level));
    }
  }

  /// Zstandard with the library that this program carries.
  ///
  /// @param level 1 to 19 in earnest, negative for speed
  public static Codec zstd(int level) {
    return new Codec(Algorithm.ZSTD, ZSTD_1_5_7, level);
  }

  /// The 16 bits.
  int code() {
    return algorithm == Algorithm.STORED
        ? 0
        : algorithm.code << 12 | library << 6 | level + LEVEL_OFFSET;
  }

  /// @throws MalformedObjectException the algorithm is unknown
  static Codec ofCode(int code) {
    if (code == 0) return STORED;
    if (code >>> 12 != Algorithm.ZSTD.code) {
      throw new MalformedObjectException(
          "payload: codec 0x%04x is unknown: update Farkeep".formatted(code));
    }
    return new Codec(Algorithm.ZSTD, code >>> 6 & 63, (code & 63) - LEVEL_OFFSET);
  }

  /// What it takes to decode.
  public enum Algorithm {
    /// Nothing.
    STORED(0),
    /// Zstandard (RFC 8878).
    ZSTD(1);

    private final int code;

    Algorithm(int code) {
      this.code = code;
    }
  }
}
