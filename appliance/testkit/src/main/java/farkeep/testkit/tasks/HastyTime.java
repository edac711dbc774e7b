package farkeep.testkit.tasks;

import farkeep.objects.port.Clocks;
import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemTasks;
import java.time.Duration;
import java.time.Instant;

/// The time of this machine, so many times as fast: what a program waits a minute for comes in
/// seconds. The wall clock stays as it is.
public final class HastyTime extends ForwardedTasks implements Clocks {
  private final int times;
  private final SystemClocks clocks = new SystemClocks();

  /// @param times how many of its seconds pass in one
  public HastyTime(int times) {
    super(new SystemTasks());
    this.times = times;
  }

  @Override
  public void sleep(Duration time) throws InterruptedException {
    super.sleep(time.dividedBy(times));
  }

  @Override
  public Instant wall() {
    return clocks.wall();
  }

  @Override
  public Duration running() {
    return clocks.running().multipliedBy(times);
  }

  @Override
  public Monitor monitor() {
    return new HastyMonitor(super.monitor(), times);
  }

  private record HastyMonitor(Monitor monitor, int times) implements Monitor {
    @Override
    public void enter() {
      monitor.enter();
    }

    @Override
    public void exit() {
      monitor.exit();
    }

    @Override
    public void await() throws InterruptedException {
      monitor.await();
    }

    @Override
    public boolean await(Duration timeoutMax) throws InterruptedException {
      return monitor.await(timeoutMax.dividedBy(times));
    }

    @Override
    public void signalAll() {
      monitor.signalAll();
    }
  }
}
