package farkeep.box.sensors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The small files in which Linux says how the machine is. What is not there is absent; what can't
/// be read, or is nonsense, is absent too and told once. Safe for many threads.
public final class SensorFiles {
  /// Bytes of a file that are read.
  static final int FILE_BYTES_MAX = 4_096;

  /// Entries of a directory that are looked at.
  static final int ENTRIES_MAX = 256;

  /// Different complaints that are kept, to be told once each; after that all are kept to oneself.
  static final int COMPLAINTS_MAX = 20;

  private static final Logger LOG = LoggerFactory.getLogger(SensorFiles.class);

  private final Path root;
  private final Set<String> complaints = new HashSet<>();

  /// @param root `/`; elsewhere in tests
  public SensorFiles(Path root) {
    this.root = root;
  }

  /// Directories in a directory whose names begin like this, sorted, without leading `/`.
  List<String> directories(String parent, String begin) {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(root.resolve(parent), begin + "*")) {
      for (Path each : entries) {
        if (found.size() == ENTRIES_MAX) {
          complain(parent, "it has more than " + ENTRIES_MAX + " entries");
          break;
        }
        if (Files.isDirectory(each)) found.add(parent + "/" + each.getFileName());
      }
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (IOException e) {
      complain(parent, e.toString());
    }
    found.sort(null);
    return found;
  }

  /// Names of the files in a directory, sorted.
  List<String> files(String parent) {
    try (var entries = Files.list(root.resolve(parent))) {
      return entries
          .limit(ENTRIES_MAX)
          .map(each -> each.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      complain(parent, e.toString());
      return List.of();
    }
  }

  boolean there(String file) {
    return Files.exists(root.resolve(file));
  }

  /// A file's text without white space around it.
  Optional<String> text(String file) {
    try (InputStream in = Files.newInputStream(root.resolve(file))) {
      return Optional.of(new String(in.readNBytes(FILE_BYTES_MAX), StandardCharsets.UTF_8).strip());
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      complain(file, e.toString());
      return Optional.empty();
    }
  }

  /// A file's text as a whole number.
  OptionalLong number(String file) {
    Optional<String> text = text(file);
    if (text.isEmpty()) return OptionalLong.empty();
    OptionalLong number = number(text.get(), 10);
    if (number.isEmpty()) complain(file, "it holds no number: " + visible(text.get()));
    return number;
  }

  /// A file's text as a hexadecimal number, with `0x` in front or without.
  OptionalLong hexadecimal(String file) {
    Optional<String> text = text(file);
    if (text.isEmpty()) return OptionalLong.empty();
    OptionalLong number = number(text.get().replaceFirst("^0[xX]", ""), 16);
    if (number.isEmpty()) complain(file, "it holds no number: " + visible(text.get()));
    return number;
  }

  static OptionalLong number(String text, int radix) {
    try {
      return OptionalLong.of(Long.parseLong(text, radix));
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }

  /// Tells it, unless it was told before.
  void complain(String file, String why) {
    synchronized (complaints) {
      if (complaints.size() == COMPLAINTS_MAX || !complaints.add(file)) return;
    }
    LOG.warn("sensor was not understood file=\"/{}\" cause=\"{}\"", file, why);
  }

  int complaints() {
    synchronized (complaints) {
      return complaints.size();
    }
  }

  private static String visible(String text) {
    return text.substring(0, Math.min(text.length(), 40)).replaceAll("[^ -~]", "?");
  }
}
