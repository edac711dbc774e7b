package farkeep.link.pairing;

import java.io.IOException;

/// A ledger in memory that counts and can fail.
public final class CountingLedger implements GuessLedger {
  private int left = GUESSES_MAX;
  int taken;
  boolean fails;

  @Override
  public int left() {
    return left;
  }

  @Override
  public boolean take() throws IOException {
    if (left == 0) return false;
    left--;
    if (fails) throw new IOException("the disk is gone");
    taken++;
    return true;
  }

  @Override
  public void refill() {
    left = GUESSES_MAX;
  }
}
