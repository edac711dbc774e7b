package farkeep.link.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class DiskGuessLedgerTest {
  private static final String NAME = "pairing-guesses";
  private static final long CAPACITY_BYTES = 1 << 20;
  private static final int CRASHES = 50;

  private static DiskGuessLedger open(Disk disk) throws IOException {
    return new DiskGuessLedger(new SystemTasks(), disk, NAME);
  }

  @Test
  void there_are_three_guesses_and_a_person_can_allow_three_more() throws IOException {
    DiskGuessLedger ledger = open(new SimulatedDisk(CAPACITY_BYTES));
    for (int left = 2; left >= 0; left--) {
      assertThat(ledger.take()).isTrue();
      assertThat(ledger.left()).isEqualTo(left);
    }
    assertThat(ledger.take()).isFalse();
    ledger.refill();
    assertThat(ledger.left()).isEqualTo(GuessLedger.GUESSES_MAX);
  }

  @Test
  void a_guess_that_was_taken_stays_taken_through_every_power_cut() throws IOException {
    for (long seed = 0; seed < CRASHES; seed++) {
      SimulatedDisk disk = new SimulatedDisk(CAPACITY_BYTES);
      open(disk).refill();
      for (int left = 2; left >= 0; left--) {
        assertThat(open(disk).take()).isTrue();
        disk = disk.crash(seed);
        assertThat(open(disk).left()).as("seed %d", seed).isEqualTo(left);
      }
      assertThat(open(disk).take()).isFalse();
    }
  }

  @Test
  void a_power_cut_at_any_operation_while_counting_gives_no_guess_back() throws IOException {
    for (long at = 0; ; at++) {
      SimulatedDisk disk = new SimulatedDisk(CAPACITY_BYTES);
      DiskGuessLedger ledger = open(disk);
      ledger.refill();
      assertThat(ledger.take()).isTrue();
      disk.planFault(at, SimulatedDisk.Fault.IO_ERROR);
      boolean answered = answers(ledger);
      if (!disk.faultMet()) break;
      assertThat(ledger.left()).isLessThan(2);
      for (long seed = 0; seed < CRASHES; seed++) {
        int left = open(disk.crashedCopy(seed)).left();
        assertThat(left).as("operation %d, seed %d", at, seed).isBetween(0, answered ? 1 : 2);
      }
    }
  }

  private static boolean answers(DiskGuessLedger ledger) {
    try {
      return ledger.take();
    } catch (IOException e) {
      assertThat(ledger.left()).isZero();
      return false;
    }
  }

  @Test
  void a_damaged_file_counts_as_used_up() throws IOException {
    SimulatedDisk whole = new SimulatedDisk(CAPACITY_BYTES);
    open(whole).refill();
    for (long at = 0; at < whole.size(NAME); at++) {
      for (int bit = 0; bit < 8; bit++) {
        SimulatedDisk disk = whole.crashedCopy(1);
        disk.rot(NAME, at, 1 << bit);
        assertThat(open(disk).left()).as("byte %d, bit %d", at, bit).isZero();
      }
    }
  }

  @Test
  void a_file_of_another_length_counts_as_used_up() throws IOException {
    SimulatedDisk disk = new SimulatedDisk(CAPACITY_BYTES);
    open(disk).refill();
    try (DiskFile file = disk.open(NAME, Disk.Access.READ_WRITE)) {
      file.write(file.size(), ByteBuffer.wrap(new byte[1]));
    }
    DiskGuessLedger ledger = open(disk);
    assertThat(ledger.left()).isZero();
    ledger.refill();
    assertThat(open(disk).left()).isEqualTo(GuessLedger.GUESSES_MAX);
  }
}
