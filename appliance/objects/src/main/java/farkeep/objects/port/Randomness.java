package farkeep.objects.port;

/// Where keys, nonces and jitter come from. Safe for many threads.
public interface Randomness {
  /// Fills the array with bytes nobody can guess.
  void fill(byte[] bytes);

  /// New bytes nobody can guess.
  ///
  /// @param count how many
  default byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    fill(bytes);
    return bytes;
  }

  /// A number from 0 to `bound`, the latter excluded, each equally likely.
  ///
  /// @param bound at least 1
  long below(long bound);
}
