package farkeep.box.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.PeerId;
import farkeep.objects.port.Disk;
import farkeep.objects.system.SystemDisk;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.disk.CrashPoints;
import farkeep.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgottenPairingsTest {
  private static final PeerId ANN = device(1);
  private static final PeerId BEN = device(2);

  @TempDir Path directory;
  private final List<String> told = new ArrayList<>();

  private static PeerId device(int number) {
    byte[] id = new byte[32];
    id[0] = (byte) (number >> 16);
    id[1] = (byte) (number >> 8);
    id[2] = (byte) number;
    return PeerId.of(id);
  }

  private ForgottenPairings on(Disk disk) throws IOException {
    return new ForgottenPairings(new SystemTasks(), disk, told::add);
  }

  @Test
  void who_was_forgotten_stays_out_over_a_restart_until_paired_again() throws IOException {
    SimulatedDisk disk = new SimulatedDisk(1 << 20);
    assertThat(on(disk).contains(ANN)).isFalse();
    on(disk).forget(List.of(ANN, BEN));
    SimulatedDisk left = disk.crash(1);
    assertThat(on(left).contains(ANN)).isTrue();
    on(left).welcome(ANN);
    SimulatedDisk again = left.crash(2);
    assertThat(on(again).contains(ANN)).isFalse();
    assertThat(on(again).contains(BEN)).isTrue();
    assertThat(told).isEmpty();
  }

  @Test
  void a_power_cut_at_any_moment_leaves_what_was_so_before_or_after() throws Exception {
    SimulatedDisk recorded = new SimulatedDisk(1 << 20).recording();
    on(recorded).forget(List.of(BEN));
    long first = recorded.operations();
    on(recorded).forget(List.of(ANN, BEN));
    int looked =
        new CrashPoints(recorded)
            .each(
                7,
                8,
                (left, operations, _) -> {
                  ForgottenPairings found = on(left);
                  assertThat(found.damaged()).isFalse();
                  if (operations >= first) assertThat(found.contains(BEN)).isTrue();
                  if (operations == recorded.operations()) assertThat(found.contains(ANN)).isTrue();
                });
    assertThat(looked).isGreaterThan(10);
  }

  @Test
  void one_damaged_file_is_mended_and_two_are_never_taken_for_nobody() throws IOException {
    Disk disk = new SystemDisk(directory);
    on(disk).forget(List.of(ANN));
    Files.write(directory.resolve(ForgottenPairings.FILE), new byte[] {1, 2, 3});
    assertThat(on(disk).contains(ANN)).isTrue();
    assertThat(told).singleElement().asString().contains("was made anew");
    Files.write(directory.resolve(ForgottenPairings.FILE), new byte[] {1, 2, 3});
    Files.write(directory.resolve("twin/" + ForgottenPairings.FILE), new byte[0]);
    assertThat(on(disk).damaged()).isTrue();
  }

  @Test
  void as_many_are_forgotten_as_the_logs_of_a_box_can_hold() throws IOException {
    Disk disk = new SystemDisk(directory);
    List<PeerId> all =
        IntStream.range(0, ForgottenPairings.DEVICES_MAX)
            .mapToObj(ForgottenPairingsTest::device)
            .toList();
    on(disk).forget(all);
    assertThat(on(disk).contains(all.getLast())).isTrue();
    assertThat(on(disk).damaged()).isFalse();
  }
}
