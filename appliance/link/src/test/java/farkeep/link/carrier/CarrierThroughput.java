package farkeep.link.carrier;

import farkeep.link.choice.Carriers;
import farkeep.objects.port.Tasks;
import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemRandomness;
import farkeep.objects.system.SystemTasks;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Measures a carrier over loopback, both ends in one process: a program, not a test.
///
/// Arguments: carrier (`native`, `kwik`), MiB, streams, bytes a write.
public final class CarrierThroughput {
  private final CarrierPorts ports =
      new CarrierPorts(new SystemTasks(), new SystemClocks(), new SystemRandomness());
  private final long bytesAStream;
  private final int streams;
  private final int writeBytes;

  private CarrierThroughput(int megabytes, int streams, int writeBytes) {
    this.streams = streams;
    this.writeBytes = writeBytes;
    this.bytesAStream = ((long) megabytes << 20) / streams;
  }

  /// Runs it, twice: the first time warms up.
  public static void main(String[] args) throws Exception {
    var measured =
        new CarrierThroughput(
            Integer.parseInt(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    measured.run(QuicChoice.parse(args[0]));
    measured.run(QuicChoice.parse(args[0]));
    System.exit(0);
  }

  private void run(QuicChoice choice) throws Exception {
    TlsIdentity identity = TlsIdentity.generate(ports.randomness(), Instant.EPOCH);
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (Carrier carrier = Carriers.choose(choice, LinkSettings.ordinary(), ports);
        var listener = carrier.listen(loopback, identity, () -> Set.of(Carrier.FARKEEP))) {
      var expected = new Carrier.Expected.OneOf(Set.of(identity.pin()));
      Link home = carrier.dial(listener.address(), expected, Carrier.FARKEEP);
      Link box = listener.accept();
      Duration cpuBefore = cpu();
      long started = System.nanoTime();
      List<Tasks.Task> work = new ArrayList<>();
      for (int i = 0; i < streams; i++) {
        work.add(ports.tasks().start("send", () -> send(home)));
        work.add(ports.tasks().start("receive", () -> receive(box)));
      }
      for (Tasks.Task task : work) task.join();
      double seconds = (System.nanoTime() - started) / 1e9;
      double gigabytes = bytesAStream * streams / 1e9;
      System.out.printf(
          "%s: %.2f s, %.1f MB/s, %.2f CPU-s/GB for both ends%n",
          choice,
          seconds,
          gigabytes * 1000 / seconds,
          cpu().minus(cpuBefore).toMillis() / 1000.0 / gigabytes);
      home.close();
    }
  }

  private void send(Link home) throws Exception {
    byte[] bytes = new byte[writeBytes];
    try (LinkStream stream = home.open()) {
      for (long left = bytesAStream; left > 0; left -= writeBytes) {
        stream.output().write(bytes, 0, (int) Math.min(left, writeBytes));
      }
      stream.output().close();
      if (stream.input().read() != -1) throw new IOException("bytes came back");
    }
  }

  private void receive(Link box) throws Exception {
    byte[] bytes = new byte[128 << 10];
    try (LinkStream stream = box.accept()) {
      long received = 0;
      for (int n = 0; n >= 0; n = stream.input().read(bytes)) received += n;
      if (received != bytesAStream) throw new IOException("only " + received + " bytes came");
    }
  }

  private static Duration cpu() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return Duration.ofNanos(system.getProcessCpuTime());
  }
}
