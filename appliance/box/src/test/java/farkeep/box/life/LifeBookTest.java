package farkeep.box.life;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.link.protocol.Life;
import farkeep.link.protocol.Life.End;
import farkeep.objects.system.SystemDisk;
import farkeep.testkit.tasks.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifeBookTest {
  private static final Instant START = Instant.parse("2027-01-03T03:00:00Z");

  private final HandClock clock = new HandClock(START);
  private final HandMachine machine = new HandMachine();
  private SystemDisk disk;

  @TempDir Path directory;

  @BeforeEach
  void open() throws IOException {
    disk = new SystemDisk(directory);
  }

  private LifeBook book() {
    return new LifeBook(disk, clock, machine);
  }

  @Test
  void the_first_run_knows_of_none_before() {
    Life life = book().now();
    assertThat(life.getPreviousEnd()).isEqualTo(End.END_UNKNOWN);
    assertThat(life.getPreviousAliveMillis()).isZero();
    assertThat(life.getStartedMillis()).isEqualTo(START.toEpochMilli());
    assertThat(life.getBoot().toByteArray()).isEqualTo(machine.boot);
  }

  @Test
  void a_run_that_nobody_ended_was_cut() {
    LifeBook cut = book();
    clock.pass(LifeBook.STAMP_EVERY);
    cut.look();
    clock.pass(Duration.ofHours(3));
    machine.boot = new byte[] {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2};
    Life next = book().now();
    assertThat(next.getPreviousEnd()).isEqualTo(End.END_CUT);
    assertThat(next.getPreviousAliveMillis())
        .isEqualTo(START.plus(LifeBook.STAMP_EVERY).toEpochMilli());
    assertThat(next.getPreviousBoot()).isNotEqualTo(next.getBoot());
  }

  @Test
  void only_a_cut_with_a_new_start_of_the_machine_counts_as_a_power_cut() {
    assertThat(book().now().getPowerCuts()).as("the first run").isZero();
    assertThat(book().now().getPowerCuts()).as("the program was killed").isZero();
    startMachine(1);
    assertThat(book().now().getPowerCuts()).isEqualTo(1);
    startMachine(2);
    LifeBook third = book();
    assertThat(third.now().getPowerCuts()).isEqualTo(2);
    third.end(End.END_CLEAN);
    startMachine(3);
    assertThat(book().now().getPowerCuts()).as("it was shut down").isEqualTo(2);
  }

  @Test
  void a_machine_that_does_not_say_which_start_it_is_counts_no_power_cuts() {
    machine.boot = new byte[0];
    book();
    machine.saysBoot = false;
    assertThat(book().now().hasPowerCuts()).isFalse();
  }

  private void startMachine(int number) {
    machine.boot = new byte[16];
    machine.boot[0] = (byte) number;
  }

  @Test
  void a_clean_end_and_a_failed_disk_are_remembered() {
    book().end(End.END_CLEAN);
    LifeBook second = book();
    assertThat(second.now().getPreviousEnd()).isEqualTo(End.END_CLEAN);
    second.end(End.END_DISK);
    assertThat(book().now().getPreviousEnd()).isEqualTo(End.END_DISK);
  }

  @Test
  void the_file_is_not_written_more_often_than_said() throws Exception {
    LifeBook book = book();
    Path file = directory.resolve(LifeBook.FILE);
    String first = Files.readString(file);
    clock.pass(LifeBook.STAMP_EVERY.minusMillis(1));
    book.look();
    assertThat(Files.readString(file)).isEqualTo(first);
    clock.pass(Duration.ofMillis(1));
    book.look();
    assertThat(Files.readString(file)).isNotEqualTo(first);
  }

  @Test
  void a_network_that_went_and_came_is_told() {
    LifeBook book = book();
    machine.network = false;
    book.look();
    assertThat(book.now().getNetworkGoneMillis()).isEqualTo(START.toEpochMilli());
    assertThat(book.now().getNetworkBackMillis()).isZero();
    clock.pass(Duration.ofMinutes(9));
    book.look();
    machine.network = true;
    book.look();
    assertThat(book.now().getNetworkGoneMillis()).isEqualTo(START.toEpochMilli());
    assertThat(book.now().getNetworkBackMillis())
        .isEqualTo(START.plus(Duration.ofMinutes(9)).toEpochMilli());
  }

  @Test
  void a_clock_that_jumps_is_told_and_one_that_drifts_is_not() {
    LifeBook book = book();
    clock.jump(LifeBook.JUMP_MIN.minusMillis(1));
    book.look();
    assertThat(book.now().getClockJumpMillis()).isZero();
    clock.jump(Duration.ofDays(-2));
    book.look();
    assertThat(book.now().getClockJumpMillis()).isEqualTo(-Duration.ofDays(2).toMillis());
    assertThat(book.now().getClockJumpedMillis()).isEqualTo(clock.wall().toEpochMilli());
  }

  @Test
  void a_damaged_file_is_as_good_as_none() throws Exception {
    for (String damaged :
        new String[] {
          "", "other", "farkeep box life 1\nalive x\n", "farkeep box life 1\nend POWER\nboot 0\n"
        }) {
      Files.writeString(directory.resolve(LifeBook.FILE), damaged);
      assertThat(book().now().getPreviousEnd()).as(damaged).isEqualTo(End.END_UNKNOWN);
    }
  }

  @Test
  void a_file_that_somebody_made_huge_is_read_to_its_bound() throws Exception {
    String end = "farkeep box life 1\nend END_CLEAN\n";
    Files.writeString(directory.resolve(LifeBook.FILE), end + "x".repeat(10 << 20));
    assertThat(book().now().getPreviousEnd()).isEqualTo(End.END_CLEAN);
    Files.writeString(
        directory.resolve(LifeBook.FILE),
        "farkeep box life 1\n" + "x".repeat(LifeBook.BYTES_MAX) + "\nend END_CLEAN\n");
    assertThat(book().now().getPreviousEnd()).isEqualTo(End.END_UNKNOWN);
  }

  @Test
  void this_machine_says_which_start_it_is() {
    assertThat(new LinuxMachine().boot().orElseThrow()).hasSize(16);
  }

  private static final class HandMachine implements Machine {
    private byte[] boot = new byte[16];
    private boolean network = true;
    private boolean saysBoot = true;

    @Override
    public Optional<byte[]> boot() {
      return saysBoot ? Optional.of(boot) : Optional.empty();
    }

    @Override
    public boolean hasNetwork() {
      return network;
    }
  }
}
