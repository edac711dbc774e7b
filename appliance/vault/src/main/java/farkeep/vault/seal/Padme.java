package farkeep.vault.seal;

/// Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
/// PURBs", 2019): lengths are rounded up so that only O(log log n) bits of them remain visible, at
/// a cost of 12 % at most and less for what is longer.
final class Padme {
  private Padme() {}

  /// The padded length of `bytes`: itself or more.
  static int padded(int bytes) {
    if (bytes < 2) return bytes;
    int exponent = 31 - Integer.numberOfLeadingZeros(bytes);
    int significant = 32 - Integer.numberOfLeadingZeros(exponent);
    int mask = (1 << exponent - significant) - 1;
    return bytes + mask & ~mask;
  }
}
