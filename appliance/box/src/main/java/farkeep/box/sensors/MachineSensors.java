package farkeep.box.sensors;

import farkeep.box.health.Findings;
import farkeep.box.health.MachineProbe;
import farkeep.objects.port.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/// All sensors of the machine together. What takes long (SMART) is asked now and then by a task of
/// its own ([#run]), and its last answer is kept. Safe for many threads.
public final class MachineSensors implements MachineProbe {
  /// How often disks are asked how they are.
  public static final Duration ASK_DISKS_EVERY = Duration.ofMinutes(10);

  /// Disks that are asked.
  static final int DISKS_MAX = 8;

  private final Temperatures temperatures;
  private final PowerSupply supply;
  private final NetworkCable cable;
  private final Disks disks;
  private final SmartSource smart;
  private final Elsewhere elsewhere;
  private volatile DiskHealth health;

  /// What others measure.
  ///
  /// @param power what a battery says
  /// @param reach how far the network reaches
  /// @param upkeep what the machine's own scripts have noted
  public record Elsewhere(
      Supplier<Optional<Findings.Power>> power,
      Supplier<Findings.Reach> reach,
      Supplier<Findings.Upkeep> upkeep) {}

  /// @param said what the disks say of themselves
  /// @param errorsBefore requests that failed before the box began, and those of asking itself:
  ///   many disks count a question that they don't understand
  private record DiskHealth(DisksSaid said, OptionalLong errorsBefore) {}

  /// @param elsewhere what is not read from files
  public MachineSensors(SensorFiles files, SmartSource smart, Elsewhere elsewhere) {
    this.temperatures = new Temperatures(files);
    this.supply = new PowerSupply(files);
    this.cable = new NetworkCable(files);
    this.disks = new Disks(files);
    this.smart = smart;
    this.elsewhere = elsewhere;
    this.health = new DiskHealth(DisksSaid.NOTHING, counted());
  }

  @Override
  public Findings.Machine ask(Duration running) {
    DiskHealth known = health;
    List<Temperature> warm = temperatures.read();
    OptionalDouble disk =
        DoubleStream.concat(of(Temperature.Part.DISK, warm), known.said.celsius().stream()).max();
    return new Findings.Machine(
        running,
        new Findings.Warmth(of(Temperature.Part.BOARD, warm).max(), disk),
        supply.read().map(PowerSupply.Power::lowNow),
        new Findings.Network(cable.connected(), elsewhere.reach().get()),
        new Findings.Disk(
            known.said.passed(), errors(known), known.said.replaced(), known.said.poweredHours()),
        elsewhere.power().get());
  }

  @Override
  public Findings.Upkeep upkeep() {
    return elsewhere.upkeep().get();
  }

  private static DoubleStream of(Temperature.Part part, List<Temperature> warm) {
    return warm.stream().filter(it -> it.part() == part).mapToDouble(Temperature::celsius);
  }

  private OptionalLong errors(DiskHealth known) {
    OptionalLong now = counted();
    if (now.isEmpty() || known.errorsBefore.isEmpty()) return OptionalLong.empty();
    return OptionalLong.of(Math.max(0, now.getAsLong() - known.errorsBefore.getAsLong()));
  }

  private OptionalLong counted() {
    return disks.read().stream()
        .map(DiskFigures::errors)
        .filter(OptionalLong::isPresent)
        .map(OptionalLong::getAsLong)
        .reduce(Long::sum)
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /// Asks disks until cancelled.
  public void run(Tasks tasks) throws InterruptedException {
    while (true) {
      askDisks();
      tasks.sleep(ASK_DISKS_EVERY);
    }
  }

  /// Asks every disk once; waits for the answers.
  void askDisks() {
    OptionalLong failed = errors(health);
    DisksSaid said = DisksSaid.NOTHING;
    for (DiskFigures disk : disks.read().stream().limit(DISKS_MAX).toList()) {
      if (smart.ask("/dev/" + disk.device()) instanceof SmartAnswer.Measured measured) {
        said = said.and(measured);
      }
    }
    OptionalLong before = counted();
    if (before.isPresent()) {
      before = OptionalLong.of(before.getAsLong() - failed.orElse(0));
    }
    health = new DiskHealth(said, before);
  }
}
