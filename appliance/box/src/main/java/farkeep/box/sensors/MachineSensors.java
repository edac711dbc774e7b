package farkeep.box.sensors;

import farkeep.box.health.Findings;
import farkeep.box.health.MachineProbe;
import farkeep.objects.port.Tasks;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;

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
  private final Smart smart;
  private final Supplier<Optional<Findings.Power>> power;
  private volatile DiskHealth health;

  /// @param celsius of the warmest disk, as it says itself
  /// @param errorsBefore requests that failed before the box began, and those of asking itself:
  ///   many disks count a question that they don't understand
  private record DiskHealth(
      Optional<Boolean> passed, OptionalDouble celsius, OptionalLong errorsBefore) {}

  /// @param power what a battery says
  public MachineSensors(SensorFiles files, Smart smart, Supplier<Optional<Findings.Power>> power) {
    this.temperatures = new Temperatures(files);
    this.supply = new PowerSupply(files);
    this.cable = new NetworkCable(files);
    this.disks = new Disks(files);
    this.smart = smart;
    this.power = power;
    this.health = new DiskHealth(Optional.empty(), OptionalDouble.empty(), counted());
  }

  @Override
  public Findings.Machine ask(Duration running) {
    DiskHealth known = health;
    double warmest =
        temperatures.read().stream()
            .mapToDouble(Temperature::celsius)
            .reduce(known.celsius.orElse(Double.NEGATIVE_INFINITY), Math::max);
    return new Findings.Machine(
        running,
        Double.isInfinite(warmest) ? OptionalDouble.empty() : OptionalDouble.of(warmest),
        supply.read().map(PowerSupply.Power::lowNow),
        cable.connected(),
        new Findings.Disk(known.passed, errors(known)),
        power.get());
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
    Optional<Boolean> passed = Optional.empty();
    OptionalDouble celsius = OptionalDouble.empty();
    for (DiskFigures disk : disks.read().stream().limit(DISKS_MAX).toList()) {
      if (smart.ask("/dev/" + disk.device()) instanceof SmartAnswer.Measured measured) {
        passed = Optional.of(passed.orElse(true) && measured.passed());
        if (measured.celsius().isPresent()) {
          int warm = measured.celsius().getAsInt();
          celsius = OptionalDouble.of(Math.max(celsius.orElse(warm), warm));
        }
      }
    }
    OptionalLong before = counted();
    if (before.isPresent()) {
      before = OptionalLong.of(before.getAsLong() - failed.orElse(0));
    }
    health = new DiskHealth(passed, celsius, before);
  }
}
