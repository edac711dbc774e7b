package farkeep.panel.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import farkeep.panel.lights.Lit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// On Pi4J's own mock of a board.
@Timeout(60)
class GpioTest {
  private static final GpioPins WITH_BUTTON =
      new GpioPins(
          Optional.empty(), Optional.of(GpioPins.Lamps.DEFAULT), Optional.of(new GpioLine("24")));

  /// Twenty-eight lines, of which the last has a name, as those of a header have.
  private static GpioChip chip() {
    List<String> lines = new ArrayList<>(Collections.nCopies(28, ""));
    lines.set(27, "GPIO27");
    return new GpioChip("gpiochip0", "pinctrl-bcm2711", lines);
  }

  private static GpioPanel open(GpioPins pins, Context context) {
    return Gpio.open(pins, chip(), () -> context);
  }

  private static Context mock() {
    return Pi4J.newContextBuilder()
        .noAutoDetect()
        .add(MockDigitalOutputProvider.newInstance(), MockDigitalInputProvider.newInstance())
        .build();
  }

  private static String lamps(Context context) {
    StringBuilder lit = new StringBuilder();
    for (String each : List.of("green", "amber", "red", "activity")) {
      DigitalOutput line = context.registry().get("farkeep-" + each, DigitalOutput.class);
      if (line.state() == DigitalState.HIGH) lit.append(each).append('@').append(line.address());
    }
    return lit.toString();
  }

  @Test
  void each_lamp_is_on_its_own_line() throws IOException {
    Context context = mock();
    try (var lights = open(WITH_BUTTON, context).lights()) {
      assertThat(lights.lacks()).isEmpty();
      lights.show(new Lit(true, false, false, false, true));
      assertThat(lamps(context)).isEqualTo("green@17");
      lights.show(new Lit(false, true, false, false, true));
      assertThat(lamps(context)).isEqualTo("amber@27");
      lights.show(new Lit(false, false, true, true, true));
      assertThat(lamps(context)).isEqualTo("red@22activity@23");
      lights.show(Lit.NONE);
      assertThat(lamps(context)).isEmpty();
    }
  }

  @Test
  void a_line_that_is_pulled_to_ground_is_a_button_that_is_down() {
    Context context = mock();
    List<Boolean> edges = new ArrayList<>();
    GpioPanel panel = open(WITH_BUTTON, context);
    MockDigitalInput line = (MockDigitalInput) context.registry().get("farkeep-button");
    assertThat(line.address()).isEqualTo(24);
    line.mockState(DigitalState.HIGH);
    panel.button().listen(edges::add);
    line.mockState(DigitalState.LOW);
    line.mockState(DigitalState.HIGH);
    assertThat(edges).containsExactly(true, false);
    panel.button().close();
    panel.lights().close();
  }

  @Test
  void lines_that_somebody_else_has_leave_the_rest_alone() {
    Context context = mock();
    context.create(DigitalOutput.newConfigBuilder(context).id("farkeep-red").address(5).build());
    GpioPanel panel = open(WITH_BUTTON, context);
    assertThat(panel.lights().lacks().orElseThrow()).startsWith("the GPIO lines of the lamps");
    assertThat(panel.button().lacks()).isEmpty();
    panel.lights().close();
    panel.button().close();
  }

  @Test
  void a_machine_without_gpio_says_so(@TempDir Path nothing) {
    GpioPanel panel = Gpio.open(WITH_BUTTON, nothing);
    String why =
        "this machine has no GPIO chip in %s (pinctrl-bcm2835 or pinctrl-bcm2711 or pinctrl-rp1)"
            .formatted(nothing);
    assertThat(panel.lights().lacks()).contains(why);
    assertThat(panel.button().lacks()).contains(why);
    assertThat(Gpio.open(WITH_BUTTON, nothing.resolve("missing")).button().lacks()).isNotEmpty();
  }

  @Test
  void what_only_looks_like_a_chip_is_named(@TempDir Path dev) throws IOException {
    Files.writeString(dev.resolve("gpiochip0"), "not a device");
    assertThat(GpioChips.find(dev, List.of("x")))
        .isEqualTo(
            new GpioChips.Found.None(
                "this machine has no GPIO chip in %s (x); %s is no GPIO chip"
                    .formatted(dev, dev.resolve("gpiochip0"))));
  }

  @Test
  void no_more_chips_are_looked_at_than_a_machine_can_have(@TempDir Path dev) throws IOException {
    for (int i = 0; i <= GpioChips.CHIPS_MAX; i++) Files.createFile(dev.resolve("gpiochip" + i));
    assertThat(GpioChips.find(dev, List.of("x"))).isInstanceOf(GpioChips.Found.None.class);
  }

  @Test
  void a_chip_that_is_gone_leaves_lamps_and_button_out(@TempDir Path dev) {
    GpioPanel panel = Gpio.onBoard(WITH_BUTTON, chip(), dev);
    String gone = dev.resolve("gpiochip0") + " can't be opened by this user";
    assertThat(panel.lights().lacks())
        .contains("the GPIO lines of the lamps can't be had: " + gone);
    assertThat(panel.button().lacks())
        .contains("the GPIO lines of the button can't be had: " + gone);
  }

  @Test
  void a_file_that_is_no_chip_gives_no_lines(@TempDir Path dev) throws IOException {
    Path file = Files.createFile(dev.resolve("gpiochip0"));
    assertThatThrownBy(() -> HeldLine.output(file, 17, "farkeep-green"))
        .isInstanceOf(IOException.class)
        .hasMessage("line 17 of " + file + " was not given; another program or a driver has it");
  }

  @Test
  void lines_are_found_by_number_and_by_the_kernels_name() {
    assertThat(chip().number(new GpioLine("0"))).isZero();
    assertThat(chip().number(new GpioLine("27"))).isEqualTo(27);
    assertThat(chip().number(new GpioLine("GPIO27"))).isEqualTo(27);
  }

  @Test
  void a_line_that_the_chip_lacks_is_named_with_those_it_has() {
    GpioPins pins =
        new GpioPins(
            Optional.empty(), Optional.of(lamps("28", "1", "2", "3")), Optional.of(line("GPIO9")));
    GpioPanel panel = open(pins, mock());
    assertThat(panel.lights().lacks().orElseThrow())
        .endsWith(
            "28: chip pinctrl-bcm2711 has the lines 0 to 27; take one of them, `gpioinfo` lists them");
    assertThat(panel.button().lacks().orElseThrow())
        .endsWith(
            "GPIO9: chip pinctrl-bcm2711 has no line of that name; take a number from 0 to 27"
                + " or a name such as GPIO27, `gpioinfo` lists them");
  }

  private static GpioLine line(String text) {
    return new GpioLine(text);
  }

  private static GpioPins.Lamps lamps(String green, String amber, String red, String activity) {
    return new GpioPins.Lamps(line(green), line(amber), line(red), line(activity));
  }

  @Test
  void a_line_says_nothing_of_a_button_so_there_is_none_unless_it_is_set_up() {
    Context context = mock();
    GpioPanel panel = open(GpioPins.DEFAULT, context);
    assertThat(panel.button().lacks()).contains("none is set up");
    assertThat(panel.lights().lacks()).isEmpty();
    panel.lights().close();
    assertThat(context.isShutdown()).isTrue();
  }

  @Test
  void a_line_has_one_use_and_a_name_or_a_number_that_can_be() {
    Optional<GpioPins.Lamps> twice = Optional.of(lamps("17", "17", "22", "23"));
    assertThatThrownBy(() -> new GpioPins(Optional.empty(), twice, Optional.empty()))
        .hasMessage("a GPIO line can't be two things at once: 17, 17, 22, 23");
    assertThat(line(String.valueOf(GpioLine.NUMBER_MAX)).number()).hasValue(1023);
    for (String wrong : List.of("1024", "-1", "", "GPIO 24", "a".repeat(32))) {
      assertThatThrownBy(() -> line(wrong))
          .hasMessageContaining("0 to 1023")
          .hasMessageContaining(wrong);
    }
  }
}
