package farkeep.panel.lights;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The lamps that a bare board has, through Linux' LED class (`Documentation/leds/leds-class.rst`):
/// ACT plays the rhythm of every pattern; PWR, where there is one, plays along when something is
/// wrong, and is dark otherwise. At the end each gets back the trigger and the brightness it had.
public final class BoardLights implements Lights {
  /// Where Linux has them.
  public static final Path DIRECTORY = Path.of("/sys/class/leds");

  private static final List<String> ACT_NAMES = List.of("ACT", "led0");
  private static final List<String> PWR_NAMES = List.of("PWR", "led1");

  private final List<Lamp> lamps = new ArrayList<>();
  private final Optional<String> lacks;

  private record Lamp(BoardLed led, Predicate<Lit> on) {}

  /// Takes the lamps over from the kernel.
  ///
  /// @param directory [#DIRECTORY], elsewhere in tests
  public BoardLights(Path directory) {
    List<String> missing = new ArrayList<>();
    take(directory, ACT_NAMES, Lit::single, missing);
    take(directory, PWR_NAMES, lit -> lit.amber() || lit.red(), new ArrayList<>());
    this.lacks = missing.isEmpty() ? Optional.empty() : Optional.of(missing.getFirst());
  }

  private void take(Path directory, List<String> names, Predicate<Lit> on, List<String> missing) {
    for (String name : names) {
      try {
        lamps.add(new Lamp(BoardLed.take(directory.resolve(name)), on));
        return;
      } catch (NoSuchFileException _) {
        missing.add("the board has no light " + names.getFirst() + " in " + directory);
      } catch (AccessDeniedException _) {
        missing.addFirst("the board's light " + name + " may not be written by this user");
      } catch (IOException e) {
        missing.addFirst("the board's light " + name + " can't be used: " + e.getMessage());
      }
    }
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

  /// Whether this machine has lamps of this kind at all.
  public static boolean there(Path directory) {
    return Files.isDirectory(directory);
  }
}
