package farkeep.box.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.box.sensors.PowerSupply.Power;
import farkeep.box.sensors.Temperature.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// On files as real machines have them.
class RecordedMachinesTest {
  @TempDir Path root;

  @Test
  void a_raspberry_pi_3_with_a_usb_disk() throws IOException {
    SensorFiles files = SensorTree.of("pi3b-plus", root);
    assertThat(new Temperatures(files).read())
        .containsExactly(new Temperature(Part.BOARD, "cpu-thermal", 48.312));
    assertThat(new PowerSupply(files).read()).contains(new Power(true, true));
    assertThat(new NetworkCable(files).in()).contains(true);
    assertThat(new Disks(files).read())
        .containsExactly(
            new DiskFigures("mmcblk0", 612_428L * 512, 31_058L * 512, 0, OptionalLong.empty()),
            new DiskFigures("sda", 4_120_932L * 512, 91_230_488L * 512, 2, OptionalLong.of(2)));
    assertThat(new Disks(files).fileSystemErrors()).hasValue(3);
  }

  @Test
  void a_raspberry_pi_4_whose_supply_was_weak_and_whose_cable_is_out() throws IOException {
    SensorFiles files = SensorTree.of("pi4", root);
    assertThat(new PowerSupply(files).read()).contains(new Power(false, true));
    assertThat(new NetworkCable(files).in()).contains(false);
    assertThat(new Disks(files).read()).extracting(DiskFigures::device).containsExactly("mmcblk0");
    assertThat(new Disks(files).fileSystemErrors()).isEmpty();
  }

  @Test
  void a_raspberry_pi_5_with_nvme_and_a_weak_supply() throws IOException {
    SensorFiles files = SensorTree.of("pi5", root);
    assertThat(new PowerSupply(files).read()).contains(new Power(true, true));
    assertThat(new Temperatures(files).read())
        .containsExactly(
            new Temperature(Part.BOARD, "cpu-thermal", 51.25),
            new Temperature(Part.DISK, "nvme", 38.85));
    assertThat(new Disks(files).read())
        .singleElement()
        .satisfies(disk -> assertThat(disk.errors()).isEmpty());
  }

  @Test
  void a_pc_with_two_sockets_and_a_bridge() throws IOException {
    SensorFiles files = SensorTree.of("pc", root);
    assertThat(new PowerSupply(files).read()).isEmpty();
    assertThat(new NetworkCable(files).in()).contains(true);
    assertThat(new Temperatures(files).read())
        .extracting(Temperature::name)
        .containsExactly("acpitz", "x86_pkg_temp", "drivetemp");
    assertThat(new Disks(files).read())
        .singleElement()
        .satisfies(disk -> assertThat(disk.errors()).hasValue(0x1a));
    Files.writeString(root.resolve("sys/class/net/enp3s0/carrier"), "0\n");
    assertThat(new NetworkCable(files).in()).contains(false);
    Files.writeString(root.resolve("sys/class/net/enp3s0/flags"), "0x1002\n");
    assertThat(new NetworkCable(files).in()).isEmpty();
  }

  @Test
  void a_virtual_machine_has_next_to_nothing() throws IOException {
    SensorFiles files = SensorTree.of("vm", root);
    assertThat(new Temperatures(files).read()).isEmpty();
    assertThat(new PowerSupply(files).read()).isEmpty();
    assertThat(new NetworkCable(files).in()).contains(true);
    assertThat(new Disks(files).read()).extracting(DiskFigures::device).containsExactly("vda");
    assertThat(files.complaints()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pi3b-plus", "pi4", "pi5", "pc", "vm"})
  void on_no_real_machine_there_is_anything_to_complain_of(String machine) throws IOException {
    SensorFiles files = SensorTree.of(machine, root);
    readAll(files);
    assertThat(files.complaints()).isZero();
  }

  @Test
  void a_machine_without_any_of_it_is_silent() {
    SensorFiles files = new SensorFiles(root);
    readAll(files);
    assertThat(files.complaints()).isZero();
  }

  @Test
  void the_machine_of_this_test_can_be_read() throws IOException {
    SensorFiles files = new SensorFiles(Path.of("/"));
    readAll(files);
    for (DiskFigures each : new Disks(files).read()) {
      assertThat(Path.of("/sys/block", each.device())).exists();
    }
  }

  @Test
  void nonsense_is_absent_and_told_once() throws IOException {
    SensorFiles files = SensorTree.of("garbage", root);
    for (int i = 0; i < 3; i++) {
      assertThat(new Temperatures(files).read()).isEmpty();
      assertThat(new PowerSupply(files).read()).isEmpty();
      assertThat(new NetworkCable(files).in()).isEmpty();
      assertThat(new Disks(files).read()).isEmpty();
      assertThat(new Disks(files).fileSystemErrors()).isEmpty();
      assertThat(files.complaints()).isEqualTo(9);
    }
  }

  @Test
  void an_alarm_that_has_passed_is_remembered_until_the_program_ends() throws IOException {
    SensorFiles files = SensorTree.of("pi3b-plus", root);
    PowerSupply supply = new PowerSupply(files);
    assertThat(supply.read()).contains(new Power(true, true));
    Files.writeString(root.resolve("sys/class/hwmon/hwmon1/in0_lcrit_alarm"), "0\n");
    assertThat(supply.read()).contains(new Power(false, true));
    assertThat(new PowerSupply(files).read()).contains(new Power(false, false));
  }

  @Test
  void a_directory_reached_by_a_link_is_as_good() throws IOException {
    SensorFiles files = SensorTree.of("pi4", root);
    Path zone = root.resolve("sys/class/thermal/thermal_zone0");
    Files.move(zone, root.resolve("sys/devices/zone"));
    Files.createSymbolicLink(zone, root.resolve("sys/devices/zone"));
    assertThat(new Temperatures(files).read()).hasSize(1);
  }

  private static void readAll(SensorFiles files) {
    new Temperatures(files).read();
    new PowerSupply(files).read();
    new NetworkCable(files).in();
    new Disks(files).read();
    new Disks(files).fileSystemErrors();
  }
}
