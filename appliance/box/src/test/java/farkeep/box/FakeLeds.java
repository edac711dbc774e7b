package farkeep.box;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/// A directory like `/sys/class/leds` of a board with the lights ACT and PWR.
final class FakeLeds {
  private static final String TRIGGERS = "none [mmc0] heartbeat";

  private final Path directory;

  FakeLeds(Path directory) throws IOException {
    this.directory = directory;
    for (String name : new String[] {"ACT", "PWR"}) {
      Path led = Files.createDirectories(directory.resolve(name));
      Files.writeString(led.resolve("trigger"), TRIGGERS);
      Files.writeString(led.resolve("brightness"), "0");
      Files.writeString(led.resolve("max_brightness"), "255");
    }
  }

  /// The directory, as the setting names it.
  String path() {
    return directory.toString();
  }

  /// What the box wrote last.
  String trigger(String led) throws IOException {
    return Files.readString(directory.resolve(led).resolve("trigger"));
  }

  /// Waits until a light is lit.
  void awaitLit(String led) throws IOException, InterruptedException {
    Path lamp = directory.resolve(led);
    try (WatchService watch = directory.getFileSystem().newWatchService()) {
      lamp.register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
      while (!Files.readString(lamp.resolve("brightness")).equals("255")) {
        WatchKey key = watch.take();
        key.pollEvents();
        key.reset();
      }
    }
  }
}
