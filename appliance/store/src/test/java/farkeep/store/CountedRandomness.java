package farkeep.store;

import farkeep.objects.port.Randomness;

/// The bytes 0, 1, 2 …, for golden files.
final class CountedRandomness implements Randomness {
  private int next;

  @Override
  public void fill(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) next++;
  }

  @Override
  public long below(long bound) {
    throw new UnsupportedOperationException("golden files draw bytes only");
  }
}
