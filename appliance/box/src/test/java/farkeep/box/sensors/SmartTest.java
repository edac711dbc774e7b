package farkeep.box.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class SmartTest {
  @TempDir Path directory;

  private static SmartAnswer recorded(String name) throws IOException {
    return SmartJson.parse(SensorTree.resource(name + ".json"));
  }

  private static SmartAnswer.Measured measured(String name) throws IOException {
    return (SmartAnswer.Measured) recorded(name);
  }

  @Test
  void a_sata_ssd_that_is_well() throws IOException {
    assertThat(recorded("sata-ssd"))
        .isEqualTo(
            new SmartAnswer.Measured(
                true,
                OptionalInt.of(33),
                OptionalLong.of(8_123),
                OptionalLong.of(0),
                OptionalLong.of(0),
                OptionalLong.of(0),
                OptionalInt.empty()));
    assertThat(measured("sata-ssd").worn()).isFalse();
  }

  @Test
  void an_nvme_disk_that_is_well() throws IOException {
    assertThat(recorded("nvme"))
        .isEqualTo(
            new SmartAnswer.Measured(
                true,
                OptionalInt.of(39),
                OptionalLong.of(2_101),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(0),
                OptionalInt.of(2)));
  }

  @Test
  void disks_that_fail_say_so() throws IOException {
    assertThat(measured("sata-failing").passed()).isFalse();
    assertThat(measured("sata-failing").reallocated()).hasValue(1_987);
    assertThat(measured("sata-failing").uncorrectable()).hasValue(120);
    assertThat(measured("nvme-failing").passed()).isFalse();
    assertThat(measured("nvme-failing").wornPercent()).hasValue(112);
  }

  @Test
  void a_disk_that_wears_out_is_seen_before_it_says_so() throws IOException {
    SmartAnswer.Measured disk = measured("usb-disk-wearing-out");
    assertThat(disk.passed()).isTrue();
    assertThat(disk.worn()).isTrue();
    assertThat(disk.pending()).hasValue(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "usb-bridge-unknown | /dev/sda: Unknown USB bridge [0x152d:0x0583 (0x0205)]",
        "sd-card | /dev/mmcblk0: Unable to detect device type",
        "no-smart | the disk has no SMART",
        "asleep | Device is in STANDBY mode, exit(2)",
      })
  void what_has_no_smart_is_absent_and_says_why(String name, String why) throws IOException {
    assertThat(recorded(name)).isEqualTo(new SmartAnswer.Absent(why));
  }

  @Test
  void damaged_json_is_never_an_error() throws IOException {
    byte[] good = SensorTree.resource("sata-ssd.json");
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      byte[] bad = Arrays.copyOf(good, random.nextInt(good.length));
      for (int i = random.nextInt(8); i > 0 && bad.length > 0; i--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      assertThat(SmartJson.parse(bad)).as("seed %d", seed).isNotNull();
    }
    String deep = "[".repeat(5_000);
    assertThat(SmartJson.parse(deep.getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(SmartAnswer.Absent.class);
  }

  @Test
  void figures_of_the_wrong_kind_are_absent() {
    String text =
        """
        {"smart_status": {"passed": true}, "temperature": {"current": "warm"},
         "power_on_time": {"hours": 1e99},
         "ata_smart_attributes": {"table": [{"id": 5, "raw": []}, 7, null, {"id": "x"}]}}
        """;
    assertThat(SmartJson.parse(text.getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(
            new SmartAnswer.Measured(
                true,
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.empty()));
  }

  private Smart played(String script, Duration within) throws IOException {
    Path program = Files.writeString(directory.resolve("smartctl"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Smart(program, within);
  }

  @Test
  void the_disk_is_asked_for_all_in_json_and_not_woken() throws IOException {
    Path asked = directory.resolve("asked");
    Path json = Files.write(directory.resolve("j"), SensorTree.resource("nvme.json"));
    Smart smart = played("echo \"$@\" >" + asked + "; cat " + json + "; exit 64", Smart.WITHIN);
    assertThat(smart.ask("/dev/nvme0")).isInstanceOf(SmartAnswer.Measured.class);
    assertThat(asked).hasContent("--json --nocheck=standby --all /dev/nvme0");
  }

  @Test
  void a_program_that_does_not_end_is_ended() throws IOException {
    assertThat(played("sleep 1000", Duration.ofMillis(200)).ask("/dev/sda"))
        .isEqualTo(new SmartAnswer.Absent("smartctl printed nothing within 0 s"));
  }

  @Test
  void a_program_that_prints_without_end_is_ended() throws IOException {
    assertThat(played("exec yes", Smart.WITHIN).ask("/dev/sda"))
        .isEqualTo(
            new SmartAnswer.Absent(
                "smartctl printed more than " + Smart.PRINTED_BYTES_MAX + " bytes"));
  }

  @Test
  void a_machine_without_smartctl_says_so() {
    Smart smart = new Smart(directory.resolve("missing"), Smart.WITHIN);
    assertThat(smart.ask("/dev/sda"))
        .isInstanceOfSatisfying(
            SmartAnswer.Absent.class,
            absent -> assertThat(absent.why()).startsWith("smartctl can't be run"));
  }

  @Test
  void the_real_smartctl_is_understood_where_there_is_no_disk() {
    assertThat(Smart.PROGRAM).as("`make setup` installs smartmontools").isExecutable();
    assertThat(new Smart(Smart.PROGRAM, Smart.WITHIN).ask("/dev/null"))
        .isInstanceOfSatisfying(
            SmartAnswer.Absent.class, absent -> assertThat(absent.why()).contains("/dev/null"));
  }
}
