package farkeep.box.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.port.Clocks;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostWishesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final long MEGABIT = 125_000;

  private final SimulatedDisk disk = new SimulatedDisk(1 << 20);
  private Instant wall = at("2026-11-21T12:30:00Z");
  private Duration running = Duration.ofDays(1);

  private static Instant at(String text) {
    return Instant.parse(text);
  }

  private HostWishes open() throws IOException {
    Clocks clocks =
        new Clocks() {
          @Override
          public Instant wall() {
            return wall;
          }

          @Override
          public Duration running() {
            return running;
          }
        };
    return new HostWishes(new SystemTasks(), clocks, disk, BERLIN);
  }

  private void pass(Duration time) {
    wall = wall.plus(time);
    running = running.plus(time);
  }

  @Test
  void nothing_is_bounded_before_the_host_has_said_so() throws IOException {
    assertThat(open().now()).isEqualTo(HostBounds.NONE);
    assertThat(disk.list("")).isEmpty();
  }

  @Test
  void a_pause_lasts_its_time_and_stays_over_a_restart() throws IOException {
    Instant until = open().pauseFor(Duration.ofHours(3));
    assertThat(until).isEqualTo(at("2026-11-21T15:30:00Z"));

    pass(Duration.ofHours(2));
    running = Duration.ofSeconds(4); // it started again
    HostWishes after = open();

    assertThat(after.now().pausedUntil()).contains(until);
    pass(Duration.ofHours(1).minusSeconds(1));
    assertThat(after.pausedUntil()).contains(until);
    pass(Duration.ofSeconds(1));
    assertThat(after.now()).isEqualTo(HostBounds.NONE);
    assertThat(open().now()).isEqualTo(HostBounds.NONE);
  }

  @Test
  void who_goes_on_is_not_paused_again_by_a_restart() throws IOException {
    HostWishes wishes = open();
    wishes.pauseFor(Duration.ofHours(72));
    wishes.goOn();
    assertThat(wishes.pausedUntil()).isEmpty();
    assertThat(open().pausedUntil()).isEmpty();
  }

  @Test
  void a_box_that_has_forgotten_the_time_is_not_paused_for_longer_than_was_asked()
      throws IOException {
    open().pauseFor(Duration.ofHours(2));
    wall = at("1970-01-01T00:01:00Z");
    running = Duration.ofSeconds(4);
    HostWishes after = open();

    assertThat(after.pausedUntil()).contains(wall.plus(Duration.ofHours(2)));
    pass(Duration.ofHours(2));
    assertThat(after.pausedUntil()).isEmpty();
  }

  @Test
  void a_clock_that_is_set_ends_a_pause_whose_time_is_over() throws IOException {
    HostWishes wishes = open();
    wishes.pauseFor(Duration.ofHours(2));
    wall = wall.plus(Duration.ofDays(300));
    assertThat(wishes.pausedUntil()).isEmpty();
  }

  @Test
  void a_pause_has_bounds() throws IOException {
    HostWishes wishes = open();
    wishes.pauseFor(HostWishes.PAUSE_MAX);
    assertThatThrownBy(() -> wishes.pauseFor(HostWishes.PAUSE_MAX.plusNanos(1)))
        .hasMessageContaining("at most PT72H");
    assertThatThrownBy(() -> wishes.pauseFor(Duration.ZERO)).hasMessageContaining("pause of PT0S");
  }

  private HostBounds boundsAt(String time) throws IOException {
    wall = at(time);
    return open().now();
  }

  @Test
  void bounds_hold_in_their_hours_of_every_day_where_the_box_stands() throws IOException {
    open().bound(List.of(new DailyBound(8, 18, MEGABIT), new DailyBound(18, 24, 4 * MEGABIT)));

    assertThat(boundsAt("2026-11-21T06:59:59Z")).isEqualTo(HostBounds.NONE); // 7:59:59 in Berlin
    assertThat(boundsAt("2026-11-21T07:00:00Z").bytesPerSecond()).hasValue(MEGABIT);
    assertThat(boundsAt("2026-11-21T16:59:59Z").bytesPerSecond()).hasValue(MEGABIT);
    assertThat(boundsAt("2026-11-21T17:00:00Z").bytesPerSecond()).hasValue(4 * MEGABIT);
    assertThat(boundsAt("2026-11-21T23:00:00Z")).isEqualTo(HostBounds.NONE);
    assertThat(boundsAt("2026-11-22T07:00:00Z").bytesPerSecond()).hasValue(MEGABIT);
    assertThat(boundsAt("2026-07-01T06:00:00Z").bytesPerSecond()).hasValue(MEGABIT); // summer
  }

  @Test
  void hours_that_let_nothing_in_are_a_pause_over_midnight_too() throws IOException {
    open().bound(List.of(new DailyBound(0, 6, 0), new DailyBound(22, 24, 0)));

    HostBounds night = boundsAt("2026-11-21T21:10:00Z");

    assertThat(night.pausedUntil()).contains(at("2026-11-22T05:00:00Z"));
    assertThat(night.bytesPerSecond()).hasValue(DailyBound.BYTES_PER_SECOND_MIN);
    assertThat(boundsAt("2026-11-22T04:59:59Z").pausedUntil()).contains(at("2026-11-22T05:00:00Z"));
    assertThat(boundsAt("2026-11-22T05:00:00Z")).isEqualTo(HostBounds.NONE);
    assertThat(open().pausedUntil()).isEmpty();
  }

  @Test
  void a_day_that_lets_nothing_in_is_looked_at_again_a_day_later() throws IOException {
    open().bound(List.of(new DailyBound(0, 24, 0)));
    assertThat(boundsAt("2026-11-21T21:10:00Z").pausedUntil()).contains(at("2026-11-22T21:00:00Z"));
  }

  @Test
  void of_a_pause_and_closed_hours_the_later_end_counts() throws IOException {
    HostWishes wishes = open();
    wishes.bound(List.of(new DailyBound(13, 15, 0)));
    wishes.pauseFor(Duration.ofHours(1)); // until 14:30 in Berlin
    assertThat(wishes.now().pausedUntil()).contains(at("2026-11-21T14:00:00Z"));
    wishes.pauseFor(Duration.ofHours(5));
    assertThat(wishes.now().pausedUntil()).contains(at("2026-11-21T17:30:00Z"));
  }

  @Test
  void bounds_that_make_no_sense_are_refused_and_change_nothing() throws IOException {
    HostWishes wishes = open();
    wishes.bound(List.of(new DailyBound(8, 9, MEGABIT)));

    assertThatThrownBy(() -> new DailyBound(9, 9, 0)).hasMessageContaining("hours 9 to 9");
    assertThatThrownBy(() -> new DailyBound(9, 25, 0)).hasMessageContaining("give 0 to 24");
    assertThatThrownBy(() -> new DailyBound(9, 10, DailyBound.BYTES_PER_SECOND_MIN - 1))
        .hasMessageContaining("12499 B/s: give 0, or 12500 to");
    assertThatThrownBy(() -> new DailyBound(9, 10, DailyBound.BYTES_PER_SECOND_MAX + 1))
        .hasMessageContaining("to 1000000000");
    assertThatThrownBy(
            () -> wishes.bound(List.of(new DailyBound(8, 12, 0), new DailyBound(11, 13, 0))))
        .hasMessageContaining("hours from 11 lie over those before");
    List<DailyBound> five = new ArrayList<>();
    for (int hour = 0; hour < 5; hour++) five.add(new DailyBound(hour, hour + 1, 0));
    assertThatThrownBy(() -> wishes.bound(five)).hasMessageContaining("at most 4");
    assertThat(wishes.bounds()).containsExactly(new DailyBound(8, 9, MEGABIT));
  }

  @Test
  void what_the_host_knows_is_known_until_it_no_longer_holds() throws IOException {
    HostWishes wishes = open();
    wishes.acknowledge("disk-worn");
    wishes.acknowledge("cable-out");
    wishes.forgetAllBut(Set.of("disk-worn", "too-warm"));

    HostWishes after = open();
    assertThat(after.isAcknowledged("disk-worn")).isTrue();
    assertThat(after.isAcknowledged("cable-out")).isFalse();
    assertThat(after.isAcknowledged("too-warm")).isFalse();
  }

  @Test
  void a_change_that_cannot_be_written_down_does_not_count() throws IOException {
    HostWishes wishes = open();
    wishes.pauseFor(Duration.ofHours(1));
    disk.planFault(0, SimulatedDisk.Fault.FORCE_FAILS);

    assertThatThrownBy(wishes::goOn).isInstanceOf(IOException.class);

    assertThat(wishes.pausedUntil()).isPresent();
    wishes.goOn();
    assertThat(wishes.pausedUntil()).isEmpty();
  }

  @Test
  void a_file_that_is_damaged_at_any_byte_counts_as_none() throws IOException {
    HostWishes wishes = open();
    wishes.pauseFor(Duration.ofHours(1));
    wishes.bound(List.of(new DailyBound(1, 2, MEGABIT)));
    wishes.acknowledge("disk-worn");
    byte[] whole = read();
    assertThat(open().wasDamaged()).isFalse();
    assertThat(open().bounds()).isEqualTo(wishes.bounds());
    for (int i = 0; i < whole.length; i++) {
      byte[] bad = whole.clone();
      bad[i] ^= 1;
      write(bad);
      HostWishes read = open();
      assertThat(read.wasDamaged()).as("byte %d", i).isTrue();
      assertThat(read.now()).isEqualTo(HostBounds.NONE);
    }
    write(new byte[Wishes.BYTES_MAX + 1]);
    assertThat(open().wasDamaged()).isTrue();
  }

  @Test
  void what_fits_no_bound_is_none_even_with_a_right_checksum() {
    Wishes one = new Wishes(Optional.empty(), List.of(new DailyBound(1, 2, 0)), Set.of());
    assertThat(Wishes.decode(one.encode())).isEqualTo(one);
    Wishes many = Wishes.NONE;
    for (int i = 0; i < Wishes.KNOWN_MAX; i++) {
      Set<String> more = new java.util.HashSet<>(many.known());
      more.add("cause-" + i);
      many = many.with(more);
    }
    Wishes full = many;
    Set<String> tooMany = new java.util.HashSet<>(full.known());
    tooMany.add("one-more");
    assertThat(full.encode().length).isLessThan(Wishes.BYTES_MAX);
    assertThatThrownBy(() -> full.with(tooMany)).hasMessageContaining("65 causes");
  }

  private byte[] read() throws IOException {
    try (DiskFile file = disk.open(HostWishes.FILE, Disk.Access.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
      file.read(0, bytes);
      return bytes.array();
    }
  }

  private void write(byte[] bytes) throws IOException {
    try (DiskFile file = disk.open(HostWishes.FILE, Disk.Access.READ_WRITE)) {
      file.truncate(0);
      file.write(0, ByteBuffer.wrap(bytes));
    }
  }
}
