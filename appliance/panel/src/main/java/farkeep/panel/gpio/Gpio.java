package farkeep.panel.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import farkeep.panel.button.AbsentButton;
import farkeep.panel.button.Button;
import farkeep.panel.lights.AbsentLights;
import farkeep.panel.lights.Lights;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens lamps and button on GPIO lines, through Pi4J.
public final class Gpio {
  private static final Logger LOG = LoggerFactory.getLogger(Gpio.class);
  private static final String NO_LAMPS = "no lamps on GPIO lines are set up";
  private static final String NO_BUTTON = "none is set up";

  private Gpio() {}

  /// Takes the lines. Never fails: what this machine lacks is absent and says why.
  public static GpioPanel open(GpioPins pins) {
    return open(pins, GpioChips.DIRECTORY);
  }

  static GpioPanel open(GpioPins pins, Path directory) {
    if (pins.lamps().isEmpty() && pins.button().isEmpty()) return absent(pins, NO_LAMPS);
    return switch (GpioChips.find(directory, pins.labels())) {
      case GpioChips.Found.None(var why) -> absent(pins, why);
      case GpioChips.Found.Chip(var chip) -> onBoard(pins, chip, directory);
    };
  }

  /// @param directory where its device file is
  static GpioPanel onBoard(GpioPins pins, GpioChip chip, Path directory) {
    try {
      return open(pins, chip, () -> context(directory.resolve(chip.name())));
    } catch (RuntimeException | LinkageError e) {
      return absent(pins, "GPIO can't be used on %s: %s".formatted(chip.name(), e.getMessage()));
    }
  }

  private static Context context(Path chip) {
    return Pi4J.newContextBuilder()
        .noAutoDetect()
        .add(new KernelOutputs(chip), new KernelInputs(chip))
        .build();
  }

  /// Each of the two is absent by itself when one of its lines can't be had.
  static GpioPanel open(GpioPins pins, GpioChip chip, Supplier<Context> pi4j) {
    SharedContext context = new SharedContext(pi4j.get());
    return new GpioPanel(lights(pins, chip, context), button(pins, chip, context));
  }

  private static Lights lights(GpioPins pins, GpioChip chip, SharedContext context) {
    if (pins.lamps().isEmpty()) {
      context.left();
      return new AbsentLights(NO_LAMPS);
    }
    try {
      List<Integer> lines = pins.lamps().get().all().stream().map(chip::number).toList();
      return new GpioLights(lines, context);
    } catch (RuntimeException e) {
      context.left();
      return new AbsentLights(lacking("lamps", e));
    }
  }

  private static Button button(GpioPins pins, GpioChip chip, SharedContext context) {
    if (pins.button().isEmpty()) {
      context.left();
      return new AbsentButton(NO_BUTTON);
    }
    try {
      return new GpioButton(chip.number(pins.button().get()), context);
    } catch (RuntimeException e) {
      context.left();
      return new AbsentButton(lacking("button", e));
    }
  }

  private static String lacking(String what, RuntimeException e) {
    LOG.warn("GPIO line was not given what=\"{}\" cause=\"{}\"", what, e.getMessage());
    return "the GPIO lines of the %s can't be had: %s".formatted(what, e.getMessage());
  }

  private static GpioPanel absent(GpioPins pins, String why) {
    return new GpioPanel(
        new AbsentLights(why), new AbsentButton(pins.button().isEmpty() ? NO_BUTTON : why));
  }
}
