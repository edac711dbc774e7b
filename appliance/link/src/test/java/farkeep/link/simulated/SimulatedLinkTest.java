package farkeep.link.simulated;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.CarrierPorts;
import farkeep.link.carrier.LinkContract;
import farkeep.link.carrier.LinkSettings;
import farkeep.objects.port.Tasks;
import farkeep.testkit.tasks.SimulatedTasks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

class SimulatedLinkTest extends LinkContract {
  private final SimulatedTasks tasks = new SimulatedTasks(1);
  private final SimulatedNetwork network = new SimulatedNetwork(tasks, tasks, tasks.randomness());

  @Override
  protected Carrier callerCarrier(LinkSettings settings) {
    network.setDelay(Duration.ofMillis(1));
    return network.host("caller", settings);
  }

  @Override
  protected Carrier listenerCarrier(LinkSettings settings) {
    return network.host("listener", settings);
  }

  @Override
  protected CarrierPorts ports() {
    return new CarrierPorts(tasks, tasks, tasks.randomness());
  }

  @Override
  protected InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @Override
  protected InetSocketAddress deadPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
  }

  @Override
  protected void run(Tasks.Work test) {
    tasks.run(test);
  }
}
