package farkeep.box.health;

import farkeep.box.replication.KeptVault;
import farkeep.box.replication.Vaults;
import farkeep.link.protocol.Health;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Disk;
import farkeep.objects.port.Tasks;
import farkeep.store.StoreUsage;
import farkeep.store.catalogue.Catalogue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Looks after the box every minute and at each change, and says how it is. Safe for many threads.
public final class BoxHealth {
  /// How often it looks when nothing changes.
  public static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  /// Causes that are told to homes.
  static final int CAUSES_MAX = 16;

  private final Alarm alarm;
  private final Clocks clocks;
  private final Sources sources;
  private final HomesProbe homes;
  private final Tasks.Monitor monitor;
  private final Duration began;
  private final HealthModel model = new HealthModel();
  private final Wording words = new Wording(Locale.ENGLISH, ZoneId.systemDefault());

  /// Where it looks.
  ///
  /// @param disk where the vaults lie
  /// @param catalogue what is known of homes that were here before
  /// @param homes those that are here
  /// @param wishes of the host
  public record Sources(
      Disk disk,
      Vaults vaults,
      Catalogue catalogue,
      Homes homes,
      MachineProbe machine,
      Supplier<Findings.Wishes> wishes) {}

  /// How the box is, with the figures that stand beside it.
  ///
  /// @param objects that it keeps
  /// @param keptBytes what they take
  /// @param freeBytes what objects may still take
  /// @param totalBytes of the disk
  /// @param fullIn when it will be full at the rate of the last days
  /// @param found what all of it was made of
  public record Look(
      Verdict verdict,
      long objects,
      long keptBytes,
      long freeBytes,
      long totalBytes,
      Optional<Duration> fullIn,
      Findings found) {
    /// What its sensors said.
    public Findings.Machine machine() {
      return found.machine();
    }
  }

  /// @param tasks whose monitor orders those who look
  public BoxHealth(Tasks tasks, Alarm alarm, Clocks clocks, Sources sources) {
    this.alarm = alarm;
    this.clocks = clocks;
    this.sources = sources;
    this.homes = new HomesProbe(sources.catalogue, sources.homes);
    this.monitor = tasks.monitor();
    this.began = clocks.running();
  }

  /// How the box is now.
  ///
  /// @throws IOException the disk can't be asked
  public Look look() throws IOException {
    List<KeptVault> all = sources.vaults.all();
    long keptBytes = 0;
    long objects = 0;
    long free = sources.disk.freeBytes();
    for (KeptVault vault : all) {
      StoreUsage usage = vault.store().usage();
      keptBytes += usage.packBytes();
      objects += usage.objects();
      free = Math.min(free, usage.freeBytes());
    }
    boolean failed = all.stream().anyMatch(vault -> vault.store().failure().isPresent());
    OptionalLong bytesADay = homes.bytesADay(clocks.wall());
    Findings.Store store = new Findings.Store(failed, alarm.damaged(), free, bytesADay);
    Findings.Machine machine = sources.machine.ask(clocks.running().minus(began));
    boolean isPaired = all.stream().anyMatch(KeptVault::isPaired);
    long total = sources.disk.totalBytes();
    Instant now = clocks.wall();
    try (Tasks.Inside _ = monitor.inside()) {
      Findings.Homes present = homes.ask(isPaired, machine.running(), now);
      Findings found =
          new Findings(store, present, machine, sources.wishes.get(), sources.machine.upkeep());
      Verdict verdict = model.take(found, now);
      return new Look(verdict, objects, keptBytes, free, total, Diagnosis.fullIn(store), found);
    }
  }

  /// The same in one sentence and a few figures, for homes and for a terminal.
  public Health told(Look look) {
    List<String> causes =
        look.verdict.reasons().stream()
            .limit(CAUSES_MAX)
            .map(reason -> reason.cause().code())
            .toList();
    Findings.Upkeep upkeep = look.found.upkeep();
    Health.Builder told = Health.newBuilder();
    upkeep.version().ifPresent(told::setMachineVersion);
    upkeep.update().map(BoxHealth::update).ifPresent(told::setUpdate);
    return told.setFreeBytes(look.freeBytes)
        .setTotalBytes(look.totalBytes)
        .setWallMillis(clocks.wall().toEpochMilli())
        .setSentence(words.sentence(look.verdict.worst().cause()) + figures(look))
        .setState(state(look.verdict.state()))
        .addAllCauses(causes)
        .build();
  }

  private static Health.MachineUpdate update(MachineUpdate update) {
    return Health.MachineUpdate.newBuilder()
        .setStage(Health.MachineUpdate.Stage.valueOf(update.stage().name()))
        .setFrom(update.from())
        .setTo(update.to())
        .setWhy(update.why() == MachineUpdate.Why.NONE ? "" : update.why().code())
        .setAtMillis(update.at().toEpochMilli())
        .build();
  }

  private static Health.State state(State state) {
    return switch (state) {
      case OK -> Health.State.OK;
      case WORKING -> Health.State.WORKING;
      case ATTENTION_HOST -> Health.State.ATTENTION_HOST;
      case ATTENTION_OWNER -> Health.State.ATTENTION_OWNER;
      case FAULT -> Health.State.FAULT;
    };
  }

  private static String figures(Look look) {
    return " It keeps %d objects in %s; %s are free."
        .formatted(look.objects, people(look.keptBytes), people(Math.max(look.freeBytes, 0)));
  }

  private static String people(long bytes) {
    if (bytes < 1_000_000) return "%d kB".formatted(bytes / 1_000);
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  /// Looks and tells until cancelled.
  ///
  /// @param told each time
  /// @throws IOException the disk can't be asked
  public void run(Consumer<Look> told) throws IOException, InterruptedException {
    while (true) {
      told.accept(look());
      alarm.await(LOOK_EVERY);
    }
  }
}
