package farkeep.box.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// From what was measured to its causes. Pure.
final class Diagnosis {
  /// How long homes may be silent before it is said.
  static final Duration SILENT_MAX = Duration.ofHours(26);

  /// How old the newest copy may be before it is said.
  static final Duration COPY_AGE_MAX = Duration.ofDays(7);

  /// How long before it is full that is said.
  static final Duration FULL_WITHIN = Duration.ofDays(30);

  /// From which warmth on it is said, in degrees: at 80 to 85 a Pi slows down.
  static final double CELSIUS_MAX = 80;

  /// For how long it is said that an update was refused: the owner has heard of it by then.
  static final Duration REFUSED_SAID_FOR = Duration.ofDays(7);

  /// A wall clock before this has not been set: the program is younger.
  static final Instant CLOCK_MIN = Instant.parse("2025-01-01T00:00:00Z");

  private final Findings found;
  private final Instant now;
  private final List<Cause> causes = new ArrayList<>();

  private Diagnosis(Findings found, Instant now) {
    this.found = found;
    this.now = now;
  }

  /// All causes that hold, in no order; never none.
  static List<Cause> of(Findings found, Instant now) {
    Diagnosis diagnosis = new Diagnosis(found, now);
    diagnosis.store();
    diagnosis.machine();
    diagnosis.homes();
    diagnosis.wishes();
    diagnosis.found.upkeep().update().ifPresent(diagnosis::update);
    diagnosis.found.upkeep().blankDisk().map(Cause.NewDisk::new).ifPresent(diagnosis.causes::add);
    if (diagnosis.causes.isEmpty()) diagnosis.causes.add(diagnosis.allWell());
    return List.copyOf(diagnosis.causes);
  }

  private void addIf(boolean holds, Cause cause) {
    if (holds) causes.add(cause);
  }

  private void store() {
    Findings.Store store = found.store();
    addIf(store.failed(), new Cause.DiskFailed());
    addIf(store.damaged(), new Cause.DamageFound());
    addIf(store.freeBytes() <= 0, new Cause.DiskFull());
    fullIn(store)
        .filter(left -> left.compareTo(FULL_WITHIN) < 0)
        .ifPresent(left -> causes.add(new Cause.DiskFullSoon(left)));
  }

  /// How long the room lasts that is there, at the rate of the last days.
  static Optional<Duration> fullIn(Findings.Store store) {
    long rate = store.bytesADay().orElse(0);
    if (rate <= 0 || store.freeBytes() <= 0) return Optional.empty();
    return Optional.of(Duration.ofDays(1).multipliedBy(store.freeBytes() / rate));
  }

  private void machine() {
    Findings.Machine machine = found.machine();
    double celsius = machine.warmth().most().orElse(0);
    addIf(celsius >= CELSIUS_MAX, new Cause.TooWarm(Math.round(celsius)));
    addIf(machine.underVoltage().orElse(false), new Cause.UnderVoltage());
    network(machine.network());
    addIf(!machine.disk().smartPassed().orElse(true), new Cause.DiskWorn());
    long errors = machine.disk().errors().orElse(0);
    addIf(errors > 0, new Cause.DiskErrors(errors));
    addIf(now.isBefore(CLOCK_MIN), new Cause.ClockUnset());
    machine
        .power()
        .ifPresent(power -> {
          switch (power) {
            case BATTERY -> causes.add(new Cause.OnBattery());
            case BATTERY_LOW -> causes.add(new Cause.BatteryLow());
            case MAINS -> {
              // as it should be
            }
          }
        });
  }

  /// Only the nearest thing that is missing: what lies beyond it can't be asked.
  private void network(Findings.Network network) {
    Findings.Reach reach = network.reach();
    if (!network.cableIn().orElse(true)) causes.add(new Cause.CableOut());
    else if (found.homes().contact().isHere()) return; // copies come in: all is there
    else if (!reach.router().orElse(true)) causes.add(new Cause.RouterSilent());
    else if (!reach.internet().orElse(true)) causes.add(new Cause.NoInternet());
    else if (!reach.udp().orElse(true)) causes.add(new Cause.UdpBlocked());
  }

  private void homes() {
    Findings.Homes homes = found.homes();
    homes.pairingUntil().ifPresent(until -> causes.add(new Cause.Pairing(until)));
    if (!homes.paired()) {
      addIf(homes.pairingUntil().isEmpty(), new Cause.NotPaired());
      return;
    }
    addIf(homes.receiving() && !found.wishes().keepOut(), new Cause.Receiving());
    if (now.isBefore(CLOCK_MIN)) return; // no age means anything
    Optional<Duration> silent = homes.lastContact().map(this::ago);
    Optional<Duration> age = homes.newestCopy().map(this::ago);
    // Just started, a box can't have heard of anybody yet: it may have been off for longer.
    boolean heardLong = found.machine().running().compareTo(SILENT_MAX) > 0;
    Duration quiet = silent.orElse(found.machine().running());
    boolean isSilent = heardLong && quiet.compareTo(SILENT_MAX) > 0;
    addIf(isSilent, new Cause.HomeSilent(quiet));
    boolean isOld = age.isPresent() && age.get().compareTo(COPY_AGE_MAX) > 0;
    if (!isSilent && heardLong && isOld) causes.add(new Cause.CopyOld(age.get()));
  }

  private Duration ago(Instant then) {
    Duration age = Duration.between(then, now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  private void wishes() {
    Findings.Wishes wishes = found.wishes();
    if (wishes.safeToUnplug()) causes.add(new Cause.SafeToUnplug());
    else wishes.pausedUntil().ifPresent(until -> causes.add(new Cause.Paused(until)));
  }

  private void update(MachineUpdate update) {
    switch (update.stage()) {
      case RECEIVED, INSTALLING, INSTALLED, TRIAL ->
          causes.add(new Cause.UpdateUnderWay(update.stage(), update.to()));
      case REFUSED ->
          addIf(
              ago(update.at()).compareTo(REFUSED_SAID_FOR) < 0,
              new Cause.UpdateRefused(update.to(), update.why()));
      case BACK -> causes.add(new Cause.UpdateFellBack(update.to(), update.why()));
      case GOOD, PRESENT -> {
        // as it should be
      }
    }
  }

  private Cause allWell() {
    return found
        .homes()
        .newestCopy()
        .<Cause>map(then -> new Cause.Safe(ago(then)))
        .orElseGet(Cause.Waiting::new);
  }
}
