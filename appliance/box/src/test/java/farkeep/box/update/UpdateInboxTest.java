package farkeep.box.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.box.events.BoxEvent;
import farkeep.objects.Bytes32;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.disk.SimulatedDisk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UpdateInboxTest {
  private static final int PIECE = UpdateInbox.PIECE_BYTES;
  private static final byte[] FILE = new byte[5 * PIECE / 2];

  static {
    new Random(1).nextBytes(FILE);
  }

  private final SimulatedDisk disk = new SimulatedDisk(64L << 20);
  private final List<BoxEvent> events = new ArrayList<>();

  private UpdateInbox inbox(Disk on, long reserveBytes) {
    return new UpdateInbox(new SystemTasks(), on, reserveBytes, events::add, true);
  }

  private static Bytes32 sum(byte[] file) throws Exception {
    return Bytes32.of(MessageDigest.getInstance("SHA-256").digest(file));
  }

  private static void send(UpdateInbox inbox, byte[] file, Bytes32 sum) throws Exception {
    try (UpdateInbox.Receiving receiving = inbox.begin(file.length, sum)) {
      int held = (int) receiving.heldBytes();
      receiving.take(new ByteArrayInputStream(file, held, file.length - held));
    }
  }

  private static byte[] bundle(Disk on) throws IOException {
    try (DiskFile file = on.open(UpdateInbox.BUNDLE, Disk.Access.READ)) {
      ByteBuffer all = ByteBuffer.allocate((int) file.size());
      file.read(0, all);
      return all.array();
    }
  }

  @Test
  void what_was_sent_lies_where_the_installer_fetches_it() throws Exception {
    send(inbox(disk, 0), FILE, sum(FILE));
    assertThat(bundle(disk)).isEqualTo(FILE);
    assertThat(disk.list(UpdateInbox.DIRECTORY)).containsExactly("bundle.raucb");
    assertThat(events.toString()).contains("update arrived", "bytes=" + FILE.length);
  }

  @Test
  void what_was_cut_off_goes_on_where_it_surely_is() throws Exception {
    UpdateInbox inbox = inbox(disk, 0);
    try (UpdateInbox.Receiving cut = inbox.begin(FILE.length, sum(FILE))) {
      byte[] most = Arrays.copyOf(FILE, 2 * PIECE + 7);
      assertThatThrownBy(() -> cut.take(new ByteArrayInputStream(most)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cut off at " + (2 * PIECE + 7) + " of " + FILE.length);
    }
    try (UpdateInbox.Receiving on = inbox.begin(FILE.length, sum(FILE))) {
      assertThat(on.heldBytes()).isEqualTo(PIECE);
    }
    send(inbox, FILE, sum(FILE));
    assertThat(bundle(disk)).isEqualTo(FILE);
  }

  @Test
  void a_power_cut_at_any_operation_leaves_nothing_or_all_and_the_rest_can_be_sent()
      throws Exception {
    SimulatedDisk whole = disk.copyWithFree(32L << 20);
    send(inbox(whole, 0), FILE, sum(FILE));
    long operations = whole.operations();
    assertThat(operations).isGreaterThan(8);
    for (long at = 1; at <= operations; at++) {
      SimulatedDisk cut = disk.copyWithFree(32L << 20);
      cut.planFault(at, SimulatedDisk.Fault.IO_ERROR);
      try {
        send(inbox(cut, 0), FILE, sum(FILE));
      } catch (IOException e) {
        // that is what was planned
      }
      SimulatedDisk after = cut.crash(at);
      if (after.exists(UpdateInbox.BUNDLE)) assertThat(bundle(after)).isEqualTo(FILE);
      send(inbox(after, 0), FILE, sum(FILE));
      assertThat(bundle(after)).as("cut at operation %d", at).isEqualTo(FILE);
    }
  }

  @Test
  void a_file_with_another_sum_or_length_is_dropped() throws Exception {
    byte[] other = FILE.clone();
    other[PIECE] ^= 1;
    assertThatThrownBy(() -> send(inbox(disk, 0), other, sum(FILE)))
        .isInstanceOf(UpdateRefusedException.class)
        .hasMessageContaining("came damaged");
    assertThat(disk.list(UpdateInbox.DIRECTORY)).isEmpty();
    try (UpdateInbox.Receiving receiving = inbox(disk, 0).begin(PIECE, sum(FILE))) {
      assertThatThrownBy(() -> receiving.take(new ByteArrayInputStream(FILE)))
          .isInstanceOf(UpdateRefusedException.class)
          .hasMessageContaining("longer than the " + PIECE + " B");
    }
    assertThat(disk.list(UpdateInbox.DIRECTORY)).isEmpty();
  }

  @Test
  void another_file_takes_the_place_of_what_is_unfinished_but_not_while_it_comes()
      throws Exception {
    UpdateInbox inbox = inbox(disk, 0);
    try (UpdateInbox.Receiving _ = inbox.begin(PIECE, sum(new byte[] {1}))) {
      assertThatThrownBy(() -> inbox.begin(FILE.length, sum(FILE)))
          .isInstanceOf(UpdateRefusedException.class)
          .hasMessageContaining("another update is being sent");
    }
    send(inbox, FILE, sum(FILE));
    assertThat(disk.list(UpdateInbox.DIRECTORY)).containsExactly("bundle.raucb");
  }

  @Test
  void a_home_that_comes_again_goes_on_in_place_of_who_was_at_it() throws Exception {
    UpdateInbox inbox = inbox(disk, 0);
    try (UpdateInbox.Receiving first = inbox.begin(FILE.length, sum(FILE))) {
      send(inbox, FILE, sum(FILE));
      assertThatThrownBy(() -> first.take(new ByteArrayInputStream(FILE)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("on another stream");
    }
    assertThat(bundle(disk)).isEqualTo(FILE);
    assertThat(disk.list(UpdateInbox.DIRECTORY)).containsExactly("bundle.raucb");
  }

  @Test
  void what_has_no_room_beside_the_reserve_is_refused_with_the_figures() throws Exception {
    SimulatedDisk small = new SimulatedDisk(4L << 20);
    assertThatThrownBy(() -> inbox(small, 2L << 20).begin(FILE.length, sum(FILE)))
        .isInstanceOf(UpdateRefusedException.class)
        .hasMessageContaining("needs " + (FILE.length + (2 << 20)) + " B");
    send(inbox(small, 0), FILE, sum(FILE));
  }

  @Test
  void a_box_whose_machine_has_no_installer_takes_none() {
    UpdateInbox closed = new UpdateInbox(new SystemTasks(), disk, 0, events::add, false);
    assertThat(closed.isOpen()).isFalse();
    assertThatThrownBy(() -> closed.begin(1, sum(FILE)))
        .isInstanceOf(UpdateRefusedException.class)
        .hasMessageContaining("takes no updates over the link");
  }
}
