package farkeep.box;

import farkeep.box.host.HostWishes;
import farkeep.box.page.HostHands;
import farkeep.box.panel.Panel;
import farkeep.box.upkeep.DiskConsent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// A running box with its panel, as the host's actions on the page reach it.
record BoxForHost(Box box, Panel panel, PowerSwitch power, DiskConsent consent)
    implements HostHands {
  @Override
  public void openPairing() throws IOException {
    box.openPairing();
  }

  @Override
  public void dialForPairing(String host, int port) {
    box.dialForPairing(new InetSocketAddress(host, port));
  }

  @Override
  public HostWishes wishes() {
    return box.host().wishes();
  }

  @Override
  public void wishesChanged() {
    box.host().changed();
  }

  @Override
  public boolean makeSafeToUnplug(Duration wait) throws InterruptedException {
    SafeStop stop = box.host().stop();
    stop.begin();
    stop.await(wait);
    return stop.isSafe();
  }

  @Override
  public boolean goOn() {
    return box.host().stop().goOn();
  }

  @Override
  public boolean isStopped() {
    return box.host().stop().isStopped();
  }

  @Override
  public Optional<Runnable> blink() {
    return panel.hasLights() ? Optional.of(panel::identify) : Optional.empty();
  }

  @Override
  public Optional<Runnable> shutDown() {
    return power.isThere() ? Optional.of(() -> power.off(box)) : Optional.empty();
  }
}
