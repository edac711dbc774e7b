package farkeep.panel;

import java.time.Duration;

/// The machine's time, but faster: for loops that wait seconds and talk to real devices.
public final class HastyPace implements Pace {
  private final int times;
  private final SystemPace real = new SystemPace();

  /// @param times how many times faster
  public HastyPace(int times) {
    this.times = times;
  }

  @Override
  public Duration running() {
    return real.running().multipliedBy(times);
  }

  @Override
  public boolean await(Duration most) throws InterruptedException {
    return real.await(most.dividedBy(times));
  }

  @Override
  public void wake() {
    real.wake();
  }

  @Override
  public void end() {
    real.end();
  }
}
