package farkeep.store;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.Bytes32;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.store.StoreEvent.What;
import farkeep.testkit.SeededRandomness;
import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChainedLogTest {
  private static final VaultPlace PLACE = WitnessedStore.PLACE;
  private static final FramedLog.Shape SHAPE = new FramedLog.Shape("log", 4_096);

  private final SimulatedDisk disk = new SimulatedDisk(1 << 30);
  private final List<StoreEvent> events = new ArrayList<>();

  @BeforeEach
  void make() throws IOException {
    disk.makeDirectories(PLACE.directory());
  }

  private ChainedLog open() throws IOException {
    SimulatedTasks tasks = new SimulatedTasks(1);
    StorePorts ports = new StorePorts(disk, tasks, tasks, new SeededRandomness(1), events::add);
    return ChainedLog.open(ports, PLACE, SHAPE, _ -> {});
  }

  private static void append(ChainedLog log, String entry) throws IOException {
    log.append(List.of(LogFrame.About.NOTHING), List.of(entry.getBytes()));
  }

  private void writeBehindBoth(LogFrame frame) throws IOException {
    for (String name : List.of("log", ChainedLog.TWINS + "/log")) {
      try (DiskFile file = disk.open(PLACE.directory() + "/" + name, Disk.Access.READ_WRITE)) {
        file.write(file.size(), frame.encode());
      }
    }
  }

  @Test
  void an_entry_with_the_next_number_and_another_past_is_not_believed() throws IOException {
    try (ChainedLog log = open()) {
      append(log, "one");
    }
    Bytes32 elsewhere = new Bytes32(9, 9, 9, 9);
    writeBehindBoth(
        LogFrame.after(
            elsewhere, 1, Instant.EPOCH, LogFrame.About.NOTHING, "of another log".getBytes()));
    try (ChainedLog log = open()) {
      assertThat(log.entries()).isEqualTo(1);
      append(log, "two");
    }
    try (ChainedLog log = open()) {
      assertThat(log.read(0, 1_000)).extracting(String::new).containsExactly("one", "two");
    }
    assertThat(events).extracting(StoreEvent::what).contains(What.TAIL_QUARANTINED);
    assertThat(disk.list(PLACE.directory() + "/quarantine")).isNotEmpty();
  }
}
