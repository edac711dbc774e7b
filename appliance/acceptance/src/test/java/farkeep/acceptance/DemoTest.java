package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo with a directory of somebody's own.
class DemoTest {
  @TempDir Path directory;

  @Test
  void the_directory_that_the_demo_shows_is_only_read_and_nothing_is_left_behind()
      throws Exception {
    Path shown = directory.resolve("my own things");
    Trees.mixed(shown, 60, 12 << 20, 41);
    Trees.odd(shown.resolve("odd"));
    for (String twice : List.of("a", "b")) {
      Path readme = Files.createDirectories(shown.resolve(twice)).resolve("README");
      Files.writeString(readme, "the same name in " + twice);
    }
    Path closed = Files.createDirectories(shown.resolve("closed"));
    Files.writeString(closed.resolve("diary"), "private");
    Files.writeString(shown.resolve("diary"), "private too");
    Path work = Files.createDirectories(directory.resolve("work"));
    if (Shell.isRoot()) {
      Shell.run(directory, "chmod a+rx .; chown -hR %1$d:%1$d *".formatted(Shell.NOBODY));
    }
    Trees.describe(shown, directory.resolve("before"));

    close(shown, "---------", "---------");
    Programs.Ended demo =
        Shell.asNobody(
            Programs.checkout().resolve("provisioning/demo"),
            Map.of("DIR", shown.toString(), "DEMO_EXIT", "1", "TMPDIR", work.toString()),
            List.of());
    close(shown, "rwxr-xr-x", "rw-r--r--");

    assertThat(demo.exit()).as(demo.out() + demo.err()).isZero();
    assertThat(demo.out()).contains("All is well", "third.txt arrived", "every byte is equal");
    Trees.describe(shown, directory.resolve("after"));
    assertThat(directory.resolve("after")).hasSameBinaryContentAs(directory.resolve("before"));
    assertThat(work).isEmptyDirectory();
  }

  private static void close(Path shown, String directory, String file) throws Exception {
    Files.setPosixFilePermissions(
        shown.resolve("closed"), PosixFilePermissions.fromString(directory));
    Files.setPosixFilePermissions(shown.resolve("diary"), PosixFilePermissions.fromString(file));
  }
}
