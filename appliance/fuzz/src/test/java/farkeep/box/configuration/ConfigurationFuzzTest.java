package farkeep.box.configuration;

import com.code_intelligence.jazzer.junit.FuzzTest;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// `farkeep-box.conf`, and addresses as somebody writes them.
class ConfigurationFuzzTest {
  static Stream<Arguments> files() {
    String all =
        """
        # a box
        data = /srv/farkeep
        listen = [::1]:4877
        link.quic = kwik
        reserve-bytes = 3 GiB
        pack-bytes = 64 MiB
        dial-home = home.example.org:4878
        announce = 192.0.2.7:1
        ready-file = /run/ready
        page = 192.168.1.2:80
        lights = board
        display = /dev/ttyUSB0,hd44780,20x4
        ups = /dev/ttyS1
        console = /dev/ttyAMA0
        """;
    return Stream.of(Seeds.seed("all keys", all.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("files")
  @FuzzTest
  void a_configuration_is_read_or_the_line_is_named(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    Bounds.hold(
        () -> BoxConfiguration.of(ConfigurationFile.parse("box.conf", text)),
        ConfigurationException.class);
    Bounds.hold(() -> {
      Optional<HostPort> address = HostPort.parse(text);
      if (address.isEmpty()) return;
      Optional<HostPort> again = HostPort.parse(address.get().toString());
      Bounds.require(again.equals(address), "%s reads as %s".formatted(address, again));
    });
  }
}
