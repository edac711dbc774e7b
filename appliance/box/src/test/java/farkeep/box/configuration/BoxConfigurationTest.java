package farkeep.box.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.link.carrier.QuicChoice;
import farkeep.panel.display.DisplayKind;
import farkeep.panel.display.DisplaySize;
import farkeep.panel.gpio.GpioLine;
import farkeep.panel.gpio.GpioPins;
import farkeep.panel.lights.BoardLights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxConfigurationTest {
  @TempDir Path directory;

  @Test
  void nothing_set_gives_the_defaults() throws Exception {
    BoxConfiguration configuration = BoxConfiguration.of(List.of());
    assertThat(configuration.data()).isEqualTo(Path.of("/var/lib/farkeep"));
    assertThat(configuration.reach().listen()).hasToString("0.0.0.0:4877");
    assertThat(configuration.reach().quic()).isEqualTo(QuicChoice.AUTO);
    assertThat(configuration.internetCheck()).as("nobody is asked").isEmpty();
    assertThat(configuration.storage().reserveBytes()).isEmpty();
    assertThat(configuration.storage().packBytes()).isEqualTo(256L << 20);
    assertThat(configuration.shutdown()).isEmpty();
    assertThat(configuration.notes().updateStatus()).isEmpty();
  }

  @Test
  void every_key_is_read_and_comments_are_skipped() throws Exception {
    BoxConfiguration configuration =
        read(
            """
            # where everything is
            data = /srv/box

            listen=[::1]:0
            link.quic = kwik
              reserve-bytes = 3 GiB
            pack-bytes = 16777216
            dial-home = home.example.org:4878
            dial-home = 192.0.2.7:1
            internet-check = 192.0.2.53:53
            shutdown = /usr/bin/systemctl  --no-wall poweroff; rm
            update-status = /state/update/status
            smart-reports = /run/farkeep-machine/smart
            blank-disk = /run/farkeep-machine/blank-disk
            adopt-disk = /run/farkeep/adopt-disk
            ready-file = /run/ready = yes
            """);
    assertThat(configuration.data()).isEqualTo(Path.of("/srv/box"));
    assertThat(configuration.notes())
        .isEqualTo(
            new BoxConfiguration.Notes(
                Optional.of(Path.of("/state/update/status")),
                Optional.of(Path.of("/run/farkeep-machine/smart")),
                Optional.of(Path.of("/run/farkeep-machine/blank-disk")),
                Optional.of(Path.of("/run/farkeep/adopt-disk"))));
    assertThat(configuration.reach().listen()).isEqualTo(new HostPort("::1", 0));
    assertThat(configuration.reach().quic()).isEqualTo(QuicChoice.KWIK);
    assertThat(configuration.reach().dialHome())
        .containsExactly(new HostPort("home.example.org", 4878), new HostPort("192.0.2.7", 1));
    assertThat(configuration.storage().reserveBytes()).isEqualTo(OptionalLong.of(3L << 30));
    assertThat(configuration.storage().packBytes()).isEqualTo(16L << 20);
    assertThat(configuration.internetCheck()).contains(new HostPort("192.0.2.53", 53));
    assertThat(configuration.shutdown())
        .containsExactly("/usr/bin/systemctl", "--no-wall", "poweroff;", "rm");
    assertThat(configuration.readyFile()).contains(Path.of("/run/ready = yes"));
  }

  @Test
  void a_panel_is_what_the_machine_has_unless_something_is_set() throws Exception {
    PanelSettings nothing = BoxConfiguration.of(List.of()).panel();
    assertThat(nothing)
        .isEqualTo(
            new PanelSettings(
                PanelSettings.Lights.AUTO,
                BoardLights.DIRECTORY,
                Optional.of(GpioPins.DEFAULT),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    PanelSettings all =
        read("""
        lights = board
        gpio = off
        display = /dev/ttyUSB0, matrix-orbital, 16x2
        ups = /dev/ttyUSB1
        console = /dev/ttyAMA0
        """)
            .panel();
    assertThat(all)
        .isEqualTo(
            new PanelSettings(
                PanelSettings.Lights.BOARD,
                BoardLights.DIRECTORY,
                Optional.empty(),
                Optional.of(
                    new PanelSettings.TextDisplay(
                        Path.of("/dev/ttyUSB0"), DisplayKind.MATRIX_ORBITAL, DisplaySize.SMALL)),
                Optional.of(Path.of("/dev/ttyUSB1")),
                Optional.of(Path.of("/dev/ttyAMA0"))));
  }

  @Test
  void lamps_and_button_are_where_somebody_wired_them() throws Exception {
    PanelSettings settings =
        read("""
        lights = /tmp/leds
        gpio-chip = pinctrl-rp1
        gpio-lamps = GPIO5, 6, GPIO13, 19
        gpio-button = GPIO26
        """)
            .panel();
    assertThat(settings.lights()).isEqualTo(PanelSettings.Lights.BOARD);
    assertThat(settings.leds()).isEqualTo(Path.of("/tmp/leds"));
    assertThat(settings.gpio())
        .contains(
            new GpioPins(
                Optional.of("pinctrl-rp1"),
                Optional.of(
                    new GpioPins.Lamps(
                        new GpioLine("GPIO5"),
                        new GpioLine("6"),
                        new GpioLine("GPIO13"),
                        new GpioLine("19"))),
                Optional.of(new GpioLine("GPIO26"))));
    assertThat(read("gpio-lamps = none\n").panel().gpio().orElseThrow().lamps()).isEmpty();
  }

  @Test
  void a_flag_behind_the_file_overrides_it() throws Exception {
    BoxConfiguration configuration =
        BoxConfiguration.of(
            List.of(
                new Setting("box.conf:1", "listen", "0.0.0.0:1"),
                new Setting("--listen", "listen", "127.0.0.1:2")));
    assertThat(configuration.reach().listen()).hasToString("127.0.0.1:2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "liste = 1:1 | allowed is one of the keys data, listen",
        "listen = nowhere | host:port",
        "lights = blue | the whole path of a directory like /sys/class/leds",
        "gpio-lamps = 17,27 | none, or the 4 lines of the green, amber, red and activity lamp",
        "gpio-lamps = 1,2,3,1024 | a number from 0 to 1023, or a name such as GPIO24, not 1024",
        "gpio-button = 27 | two things at once: 17, 27, 22, 23, 27",
        "gpio-button = -1 | not -1",
        "gpio-chip = aaaaaaaaaabbbbbbbbbbccccccccccdd | 1 to 31 characters",
        "listen = a:65536 | port 0 to 65535",
        "listen = ::1:80 | [IPv6 address]:port",
        "link.quic = tcp | auto, native or kwik",
        "pack-bytes = 1 KiB | from 16777216 to 268435456",
        "pack-bytes = 257 MiB | from 16777216 to 268435456",
        "reserve-bytes = lots | KiB, MiB, GiB or TiB",
        "reserve-bytes = 999999999999999 TiB | a number of bytes",
        "lights = green | auto, board, off, or the whole path",
        "gpio = on | auto or off",
        "display = ttyUSB0,hd44780,20x4 | none, or device,kind,size",
        "display = /dev/ttyUSB0,hd44780,20x5 | 20x4 or 16x2",
        "display = /dev/ttyUSB0,lcd,20x4 | hd44780, matrix-orbital or vt100",
        "ups = ttyUSB0 | the whole path of a serial device",
        "console = serial0 | the whole path of a serial device",
        "ups = /dev/\0tty | the whole path of a serial device",
        "shutdown = poweroff | off, or a program with its whole path",
        "shutdown = | off, or a program with its whole path",
        "shutdown = /a b c d e f g h i j k l m n o p q | 16 words at most; no shell reads them",
        "data = | a path",
        "data | key = value",
      })
  void a_bad_setting_is_named_with_file_line_key_value_and_what_is_allowed(
      String line, String allowed) {
    assertThatThrownBy(() -> read("# first\n" + line + "\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("box.conf:2: " + line.strip())
        .hasMessageContaining(allowed);
  }

  @Test
  void one_address_more_than_the_most_is_refused() throws Exception {
    List<Setting> settings =
        new ArrayList<>(
            Collections.nCopies(
                BoxConfiguration.DIAL_HOME_MAX, new Setting("f:1", "dial-home", "a:1")));
    assertThat(BoxConfiguration.of(settings).reach().dialHome())
        .hasSize(BoxConfiguration.DIAL_HOME_MAX);
    settings.add(new Setting("f:17", "dial-home", "a:1"));
    assertThatThrownBy(() -> BoxConfiguration.of(settings)).hasMessageContaining("at most 16");
  }

  @Test
  void a_file_that_is_too_long_or_no_text_is_refused() throws Exception {
    Path file = directory.resolve("long.conf");
    Files.writeString(file, "#".repeat(ConfigurationFile.FILE_BYTES_MAX));
    assertThat(ConfigurationFile.read(file)).isEmpty();
    Files.writeString(file, "#".repeat(ConfigurationFile.FILE_BYTES_MAX + 1));
    assertThatThrownBy(() -> ConfigurationFile.read(file)).hasMessageContaining("has 65537 B");
    Files.write(file, "data = /caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ConfigurationFile.read(file)).hasMessageContaining("is not UTF-8");
  }

  private BoxConfiguration read(String text) throws IOException, ConfigurationException {
    Path file = directory.resolve("box.conf");
    Files.writeString(file, text);
    return BoxConfiguration.of(ConfigurationFile.read(file));
  }
}
