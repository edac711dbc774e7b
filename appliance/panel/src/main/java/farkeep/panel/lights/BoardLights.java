package farkeep.panel.lights;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lamps that a bare board has, through Linux' LED class (`Documentation/leds/leds-class.rst`):
/// ACT plays the rhythm of every pattern; PWR, where there is one, plays along when something is
/// wrong, and is dark otherwise. At the end each gets back the trigger and the brightness it had.
public final class BoardLights implements Lights {
  /// Where Linux has them.
  public static final Path DIRECTORY = Path.of("/sys/class/leds");

  private static final Logger LOG = LoggerFactory.getLogger(BoardLights.class);
  private static final List<String> ACT_NAMES = List.of("ACT", "led0");
  private static final List<String> PWR_NAMES = List.of("PWR", "led1");

  private final List<Lamp> lamps = new ArrayList<>();
  private final Optional<String> lacks;

  private record Lamp(BoardLed led, Predicate<Lit> on) {}

  /// Takes the lamps over from the kernel.
  ///
  /// @param directory [#DIRECTORY], elsewhere in tests
  public BoardLights(Path directory) {
    this.lacks = take(directory, ACT_NAMES, Lit::single);
    // Some boards have one light only.
    take(directory, PWR_NAMES, lit -> lit.amber() || lit.red())
        .ifPresent(why -> LOG.info("board has one light only cause=\"{}\"", why));
  }

  /// @return what is lacking; empty when one of these names was there and could be taken
  private Optional<String> take(Path directory, List<String> names, Predicate<Lit> on) {
    for (String name : names) {
      try {
        lamps.add(new Lamp(BoardLed.take(directory.resolve(name)), on));
        return Optional.empty();
      } catch (NoSuchFileException _) {
        // The other name is tried.
      } catch (AccessDeniedException _) {
        return Optional.of("the board's light " + name + " may not be written by this user");
      } catch (IOException e) {
        return Optional.of("the board's light %s can't be used: %s".formatted(name, e));
      }
    }
    return Optional.of("the board has no light " + names.getFirst() + " in " + directory);
  }

  @Override
  public void show(Lit lit) throws IOException {
    IOException failed = null;
    for (Lamp each : lamps) {
      try {
        each.led().set(each.on().test(lit));
      } catch (IOException e) {
        failed = e;
      }
    }
    if (failed != null) throw failed;
  }

  @Override
  public Optional<String> lacks() {
    return lacks;
  }

  @Override
  public void close() {
    for (Lamp each : lamps) each.led().giveBack();
    lamps.clear();
  }
}
