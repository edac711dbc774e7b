package farkeep.box.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HealthModelTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long GIB = 1L << 30;

  /// What is found on a box that is well, with one thing changed at a time.
  private static final class Found {
    private Findings.Store store =
        new Findings.Store(false, false, 100 * GIB, OptionalLong.of(GIB));
    private Findings.Homes homes = homes(Duration.ofMinutes(4), Duration.ofMinutes(4));
    private Findings.Machine machine = machine(50, false, true, disk(true, 0));
    private Optional<Findings.Power> power = Optional.of(Findings.Power.MAINS);
    private Optional<Findings.Network> network = Optional.empty();
    private Duration running = Duration.ofDays(40);
    private Findings.Wishes wishes = new Findings.Wishes(Optional.empty(), false);
    private Findings.Upkeep upkeep = Findings.Upkeep.NONE;

    static Findings.Homes homes(Duration contact, Duration copy) {
      return new Findings.Homes(
          true,
          Optional.of(NOW.minus(contact)),
          Optional.of(NOW.minus(copy)),
          false,
          Optional.empty(),
          Findings.Contact.NOT_TRIED);
    }

    static Findings.Machine machine(
        double celsius, boolean low, boolean cable, Findings.Disk disk) {
      return new Findings.Machine(
          Duration.ZERO,
          new Findings.Warmth(OptionalDouble.of(celsius), OptionalDouble.empty()),
          Optional.of(low),
          new Findings.Network(Optional.of(cable), Findings.Reach.UNKNOWN),
          disk,
          Optional.empty());
    }

    /// @param contact whether a home is here
    Found reach(boolean cable, Findings.Reach reach, Findings.Contact contact) {
      network = Optional.of(new Findings.Network(Optional.of(cable), reach));
      homes =
          new Findings.Homes(
              true, homes.lastContact(), homes.newestCopy(), false, Optional.empty(), contact);
      return this;
    }

    Found store(boolean failed, boolean damaged, long free, OptionalLong rate) {
      store = new Findings.Store(failed, damaged, free, rate);
      return this;
    }

    Found machine(Findings.Machine now) {
      machine = now;
      return this;
    }

    Found homes(Findings.Homes now) {
      homes = now;
      return this;
    }

    Found power(Findings.Power now) {
      power = Optional.of(now);
      return this;
    }

    Found running(Duration now) {
      running = now;
      return this;
    }

    Found wishes(Optional<Instant> pausedUntil, boolean unplug) {
      wishes = new Findings.Wishes(pausedUntil, unplug);
      return this;
    }

    Found newDisk(BlankDisk disk) {
      upkeep = new Findings.Upkeep(Optional.empty(), Optional.empty(), Optional.of(disk));
      return this;
    }

    Found update(MachineUpdate.Stage stage, Duration ago) {
      MachineUpdate.Why why =
          stage == MachineUpdate.Stage.REFUSED
              ? MachineUpdate.Why.SIGNATURE
              : stage == MachineUpdate.Stage.BACK
                  ? MachineUpdate.Why.TESTS
                  : MachineUpdate.Why.NONE;
      MachineUpdate update = new MachineUpdate(stage, "1.9", "1.10", why, NOW.minus(ago));
      upkeep = new Findings.Upkeep(Optional.of("1.9"), Optional.of(update), Optional.empty());
      return this;
    }

    Findings done() {
      Findings.Machine all =
          new Findings.Machine(
              running,
              machine.warmth(),
              machine.underVoltage(),
              network.orElse(machine.network()),
              machine.disk(),
              power);
      return new Findings(store, homes, all, wishes, upkeep);
    }
  }

  /// @param expected codes, the worst first
  private record Row(Found found, Instant now, State state, List<String> expected) {
    Row(Found found, State state, String... expected) {
      this(found, NOW, state, List.of(expected));
    }
  }

  private static Found well() {
    return new Found();
  }

  private static Findings.Disk disk(boolean passed, long errors) {
    return new Findings.Disk(
        Optional.of(passed), OptionalLong.of(errors), OptionalLong.empty(), OptionalLong.empty());
  }

  private static Findings.Homes pairing(boolean paired, boolean open) {
    return new Findings.Homes(
        paired,
        Optional.empty(),
        Optional.empty(),
        false,
        open ? Optional.of(NOW.plusSeconds(600)) : Optional.empty(),
        Findings.Contact.NOT_TRIED);
  }

  private static Findings.Reach reach(boolean router, boolean internet, boolean udp) {
    return new Findings.Reach(Optional.of(router), Optional.of(internet), Optional.of(udp));
  }

  private static Findings.Homes receiving() {
    return new Findings.Homes(
        true,
        Optional.of(NOW),
        Optional.of(NOW.minusSeconds(240)),
        true,
        Optional.empty(),
        Findings.Contact.FROM_OUTSIDE);
  }

  static Stream<Row> rows() {
    OptionalLong gib = OptionalLong.of(GIB);
    Findings.Disk good = disk(true, 0);
    Duration hour = Duration.ofHours(1);
    return Stream.of(
        new Row(well(), State.OK, "safe"),
        new Row(well().homes(pairing(true, false)).running(hour), State.OK, "waiting"),
        new Row(well().homes(receiving()), State.WORKING, "receiving"),
        new Row(well().homes(pairing(false, true)), State.WORKING, "pairing"),
        new Row(well().wishes(Optional.of(NOW.plusSeconds(9)), false), State.WORKING, "paused"),
        new Row(well().wishes(Optional.empty(), true), State.WORKING, "safe-to-unplug"),
        new Row(
            well().homes(receiving()).wishes(Optional.of(NOW.plusSeconds(9)), false),
            State.WORKING,
            "paused"),
        new Row(
            well().homes(receiving()).wishes(Optional.of(NOW.plusSeconds(9)), true),
            State.WORKING,
            "safe-to-unplug"),
        new Row(
            well().machine(Found.machine(80, false, true, good)), State.ATTENTION_HOST, "too-warm"),
        new Row(
            well().machine(Found.machine(50, true, true, good)),
            State.ATTENTION_HOST,
            "under-voltage"),
        new Row(
            well().machine(Found.machine(50, false, false, good)),
            State.ATTENTION_HOST,
            "cable-out"),
        new Row(
            well().reach(true, reach(false, false, false), Findings.Contact.NOT_REACHED),
            State.ATTENTION_HOST,
            "router-silent"),
        new Row(
            well().reach(true, reach(true, false, false), Findings.Contact.NOT_TRIED),
            State.ATTENTION_HOST,
            "no-internet"),
        new Row(
            well().reach(true, reach(true, true, false), Findings.Contact.NOT_TRIED),
            State.ATTENTION_OWNER,
            "udp-blocked"),
        new Row(
            well().reach(true, reach(false, false, false), Findings.Contact.NEAR),
            State.OK,
            "safe"),
        new Row(
            well().reach(true, reach(true, true, true), Findings.Contact.NOT_REACHED),
            State.OK,
            "safe"),
        new Row(
            well().reach(false, reach(false, false, false), Findings.Contact.NOT_TRIED),
            State.ATTENTION_HOST,
            "cable-out"),
        new Row(well().power(Findings.Power.BATTERY), State.ATTENTION_HOST, "on-battery"),
        new Row(
            well(),
            Instant.parse("1970-01-01T00:05:00Z"),
            State.ATTENTION_HOST,
            List.of("clock-unset")),
        new Row(well().homes(pairing(false, false)), State.ATTENTION_OWNER, "not-paired"),
        new Row(well().store(false, false, 0, gib), State.ATTENTION_OWNER, "disk-full"),
        new Row(well().store(false, false, 29 * GIB, gib), State.ATTENTION_OWNER, "disk-full-soon"),
        new Row(well().store(false, false, 30 * GIB, gib), State.OK, "safe"),
        new Row(well().store(false, false, GIB, OptionalLong.empty()), State.OK, "safe"),
        new Row(
            well().store(false, true, GIB, OptionalLong.empty()),
            State.ATTENTION_OWNER,
            "damage-found"),
        new Row(
            well().machine(Found.machine(50, false, true, disk(false, 0))),
            State.ATTENTION_OWNER,
            "disk-worn"),
        new Row(
            well().machine(Found.machine(50, false, true, disk(true, 3))),
            State.ATTENTION_OWNER,
            "disk-errors"),
        new Row(
            well().homes(Found.homes(Duration.ofHours(27), Duration.ofDays(9))),
            State.ATTENTION_OWNER,
            "home-silent"),
        new Row(well().homes(Found.homes(Duration.ofHours(26), hour)), State.OK, "safe"),
        new Row(
            well().homes(Found.homes(Duration.ofHours(27), hour)).running(hour), State.OK, "safe"),
        new Row(
            well().homes(Found.homes(hour, Duration.ofDays(8))), State.ATTENTION_OWNER, "copy-old"),
        new Row(well().store(true, false, GIB, OptionalLong.empty()), State.FAULT, "disk-failed"),
        new Row(
            well().newDisk(new BlankDisk("5f".repeat(32), 1_000_204_886_016L, "WD Elements")),
            State.ATTENTION_HOST,
            "new-disk"),
        new Row(
            well().update(MachineUpdate.Stage.INSTALLING, hour), State.WORKING, "update-under-way"),
        new Row(well().update(MachineUpdate.Stage.TRIAL, hour), State.WORKING, "update-under-way"),
        new Row(well().update(MachineUpdate.Stage.GOOD, hour), State.OK, "safe"),
        new Row(well().update(MachineUpdate.Stage.PRESENT, hour), State.OK, "safe"),
        new Row(
            well().update(MachineUpdate.Stage.REFUSED, hour),
            State.ATTENTION_OWNER,
            "update-refused"),
        new Row(
            well().update(MachineUpdate.Stage.REFUSED, Diagnosis.REFUSED_SAID_FOR),
            State.OK,
            "safe"),
        new Row(
            well().update(MachineUpdate.Stage.BACK, Duration.ofDays(90)),
            State.ATTENTION_OWNER,
            "update-fell-back"),
        new Row(well().power(Findings.Power.BATTERY_LOW), State.FAULT, "battery-low"),
        new Row(
            well()
                .store(true, false, 0, gib)
                .machine(Found.machine(50, false, false, good))
                .homes(receiving()),
            State.FAULT,
            "disk-failed",
            "disk-full",
            "cable-out",
            "receiving"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void the_worst_cause_is_said_first(Row row) {
    Verdict verdict = new HealthModel().take(row.found.done(), row.now);

    assertThat(verdict.state()).isEqualTo(row.state);
    assertThat(verdict.reasons().stream().map(it -> it.cause().code()).toList())
        .isEqualTo(row.expected);
  }

  @Test
  void every_cause_is_in_the_table() {
    Set<String> said =
        rows().flatMap(row -> row.expected.stream()).collect(Collectors.toCollection(TreeSet::new));
    Set<String> known =
        kinds(Cause.class)
            .map(HealthModelTest::code)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(said).isEqualTo(known);
  }

  private static Stream<Class<?>> kinds(Class<?> cause) {
    return cause.isRecord()
        ? Stream.of(cause)
        : Arrays.stream(cause.getPermittedSubclasses()).flatMap(HealthModelTest::kinds);
  }

  private static String code(Class<?> cause) {
    return cause.getSimpleName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  @Test
  void a_cause_that_comes_and_goes_is_said_without_a_break_and_since_its_beginning() {
    HealthModel model = new HealthModel();
    Duration at = Duration.ofDays(40);
    Findings hot = well().machine(Found.machine(85, false, true, disk(true, 0))).running(at).done();
    Duration nearly = at.plus(HealthModel.STEADY).minusSeconds(1);
    model.take(hot, NOW);

    Verdict soon = model.take(well().running(nearly).done(), NOW.plusSeconds(119));
    Verdict later =
        model.take(well().running(at.plus(HealthModel.STEADY)).done(), NOW.plusSeconds(120));

    assertThat(soon.worst().cause()).isEqualTo(new Cause.TooWarm(85));
    assertThat(soon.worst().since()).contains(NOW);
    assertThat(later.state()).isEqualTo(State.OK);
  }

  @Test
  void what_is_under_way_is_over_at_once() {
    HealthModel model = new HealthModel();
    model.take(well().homes(receiving()).done(), NOW);

    Verdict after =
        model.take(well().running(Duration.ofDays(40).plusMillis(1)).done(), NOW.plusSeconds(1));

    assertThat(after.worst().cause()).isEqualTo(new Cause.Safe(Duration.ofSeconds(241)));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void every_cause_has_a_sentence_and_trouble_an_advice_in_each_language(Row row) {
    for (Verdict.Reason reason : new HealthModel().take(row.found.done(), row.now).reasons()) {
      for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
        Wording words = new Wording(locale, ZoneOffset.UTC);
        Cause cause = reason.cause();
        assertThat(words.sentence(cause)).isNotBlank().doesNotContain("{", "}", "''").endsWith(".");
        boolean trouble = cause.state().compareTo(State.ATTENTION_HOST) >= 0;
        if (trouble) assertThat(words.advice(cause)).isNotBlank().doesNotContain("{", "''");
      }
    }
  }

  @Test
  void whatever_becomes_of_an_update_has_a_sentence_in_each_language() {
    for (MachineUpdate.Stage stage : MachineUpdate.Stage.values()) {
      for (MachineUpdate.Why why : MachineUpdate.Why.values()) {
        MachineUpdate update = new MachineUpdate(stage, "", "", why, NOW);
        String english = new Wording(Locale.ENGLISH, ZoneOffset.UTC).sentence(update);
        assertThat(english).isNotBlank().endsWith(".").doesNotContain("{", "''");
        assertThat(new Wording(Locale.GERMAN, ZoneOffset.UTC).sentence(update))
            .isNotEqualTo(english)
            .endsWith(".")
            .doesNotContain("{", "''");
      }
    }
  }

  @Test
  void a_disk_is_told_as_people_know_it() {
    BlankDisk large = new BlankDisk("5f".repeat(32), 1_500_204_886_016L, "WD Elements");
    BlankDisk small = new BlankDisk("5f".repeat(32), 64_023_257_088L, "");
    assertThat(new Wording(Locale.ENGLISH, ZoneOffset.UTC).sentence(new Cause.NewDisk(large)))
        .contains("(1.5 TB, WD Elements)");
    assertThat(new Wording(Locale.GERMAN, ZoneOffset.UTC).sentence(new Cause.NewDisk(large)))
        .contains("(1,5 TB, WD Elements)");
    assertThat(new Wording(Locale.ENGLISH, ZoneOffset.UTC).sentence(new Cause.NewDisk(small)))
        .contains("(64 GB)");
  }

  @Test
  void times_are_told_in_one_unit() {
    Wording english = new Wording(Locale.ENGLISH, ZoneOffset.UTC);
    Wording german = new Wording(Locale.GERMAN, ZoneOffset.UTC);

    assertThat(english.sentence(new Cause.Safe(Duration.ofSeconds(59))))
        .isEqualTo("Safe. Last copy moments ago.");
    assertThat(english.sentence(new Cause.Safe(Duration.ofMinutes(1))))
        .isEqualTo("Safe. Last copy one minute ago.");
    assertThat(english.sentence(new Cause.Safe(Duration.ofMinutes(4))))
        .isEqualTo("Safe. Last copy 4 minutes ago.");
    assertThat(english.words(Duration.ofHours(47))).isEqualTo("47 hours");
    assertThat(english.words(Duration.ofHours(48))).isEqualTo("2 days");
    assertThat(english.words(Duration.ofDays(150))).isEqualTo("5 months");
    assertThat(german.sentence(new Cause.Safe(Duration.ofMinutes(4))))
        .isEqualTo("Sicher. Letzte Kopie vor 4 Minuten.");
    assertThat(new Wording(Locale.FRENCH, ZoneOffset.UTC).words(Duration.ofDays(3)))
        .isEqualTo("3 days");
  }
}
