package farkeep.box.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.box.health.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MachineSensorsTest {
  private static final Duration RUNNING = Duration.ofMinutes(1);

  @TempDir Path root;

  private void put(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text + "\n");
  }

  private MachineSensors sensors(String script) throws IOException {
    Path program = root.resolve("smartctl");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return new MachineSensors(
        new SensorFiles(root),
        new Smart(program, Smart.WITHIN),
        new MachineSensors.Elsewhere(
            () -> Optional.of(Findings.Power.BATTERY),
            () -> Findings.Reach.UNKNOWN,
            () -> Findings.Upkeep.NONE));
  }

  private String recorded(String name) throws IOException {
    Path json = root.resolve(name + ".json");
    Files.write(json, SensorTree.resource(name + ".json"));
    return "cat " + json;
  }

  @Test
  void a_machine_without_sensors_says_nothing_but_what_its_battery_says() throws IOException {
    MachineSensors sensors = sensors("exit 1");
    sensors.askDisks();
    Findings.Machine machine = sensors.ask(RUNNING);
    assertThat(machine.running()).isEqualTo(RUNNING);
    assertThat(machine.warmth().most()).isEmpty();
    assertThat(machine.underVoltage()).isEmpty();
    assertThat(machine.network().cableIn()).isEmpty();
    assertThat(machine.disk()).isEqualTo(Findings.Disk.SILENT);
    assertThat(machine.power()).contains(Findings.Power.BATTERY);
  }

  @Test
  void the_warmest_part_counts_and_what_a_disk_says_is_kept() throws IOException {
    put("sys/class/thermal/thermal_zone0/type", "cpu-thermal");
    put("sys/class/thermal/thermal_zone0/temp", "31000");
    put("sys/block/sda/stat", "1 0 2 0 3 0 4 0 0 0 0");
    MachineSensors sensors = sensors(recorded("sata-ssd"));
    assertThat(sensors.ask(RUNNING).warmth().most()).hasValue(31);
    assertThat(sensors.ask(RUNNING).disk().smartPassed()).isEmpty();
    sensors.askDisks();
    assertThat(sensors.ask(RUNNING).warmth().most()).hasValue(33);
    assertThat(sensors.ask(RUNNING).disk().smartPassed()).contains(true);
  }

  @Test
  void a_disk_that_fails_is_told() throws IOException {
    put("sys/block/sda/stat", "1 0 2 0 3 0 4 0 0 0 0");
    MachineSensors sensors = sensors(recorded("sata-failing"));
    sensors.askDisks();
    assertThat(sensors.ask(RUNNING).disk().smartPassed()).contains(false);
    assertThat(sensors.ask(RUNNING).disk().replaced().orElse(0)).isPositive();
    assertThat(sensors.ask(RUNNING).disk().poweredHours().orElse(0)).isPositive();
  }

  @Test
  void errors_count_from_the_start_without_those_of_asking() throws IOException {
    put("sys/block/sda/stat", "1 0 2 0 3 0 4 0 0 0 0");
    put("sys/block/sda/device/ioerr_cnt", "0x2");
    Path count = root.resolve("sys/block/sda/device/ioerr_cnt");
    MachineSensors sensors = sensors("echo 0x7 > " + count);
    assertThat(sensors.ask(RUNNING).disk().errors()).hasValue(0);
    put("sys/block/sda/device/ioerr_cnt", "0x5");
    assertThat(sensors.ask(RUNNING).disk().errors()).hasValue(3);
    sensors.askDisks();
    assertThat(sensors.ask(RUNNING).disk().errors()).hasValue(3);
    put("sys/block/sda/device/ioerr_cnt", "0x8");
    assertThat(sensors.ask(RUNNING).disk().errors()).hasValue(4);
  }

  @Test
  void wifi_that_is_connected_counts_for_a_cable() throws IOException {
    put("sys/class/net/eth0/type", "1");
    put("sys/class/net/eth0/device/vendor", "x");
    put("sys/class/net/eth0/carrier", "0");
    MachineSensors sensors = sensors("exit 1");
    assertThat(sensors.ask(RUNNING).network().cableIn()).contains(false);
    put("sys/class/net/wlan0/type", "1");
    put("sys/class/net/wlan0/phy80211/index", "0");
    put("sys/class/net/wlan0/operstate", "up");
    assertThat(sensors.ask(RUNNING).network().cableIn()).contains(true);
  }
}
