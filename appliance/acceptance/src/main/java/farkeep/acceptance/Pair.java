package farkeep.acceptance;

import farkeep.testkit.network.UdpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A home node and a box that are paired, with a proxy on the path between them.
public final class Pair implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f]{64})\"");

  private final Home home;
  private final UdpProxy path;
  private RunningBox box;

  private Pair(Home home, RunningBox box, UdpProxy path) {
    this.home = home;
    this.box = box;
    this.path = path;
  }

  /// Makes a vault, starts a box, and pairs them with the code.
  ///
  /// @param directory empty; everything lies below it
  public static Pair make(Path directory, String... boxOptions)
      throws IOException, InterruptedException {
    return make(Programs.built(), directory, boxOptions);
  }

  /// The same with programs that are started in another way.
  public static Pair make(Programs programs, Path directory, String... boxOptions)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    UdpProxy path = new UdpProxy();
    try {
      RunningBox box = started(programs, directory.resolve("box"), path, boxOptions);
      try {
        Home home = new Home(programs, directory.resolve("home"));
        home.must("init", "--yes", "--sheet", directory.resolve("sheet.html").toString());
        home.must("pair", "127.0.0.1:" + path.address().getPort(), "--code", box.pairingCode());
        return new Pair(home, box, path);
      } catch (IOException | InterruptedException | RuntimeException e) {
        box.close();
        throw e;
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      path.close();
      throw e;
    }
  }

  /// Starts a box that says it is where the path begins, so that the home goes by the path, and
  /// leads the path there.
  private static RunningBox started(
      Programs programs, Path data, UdpProxy path, String... boxOptions)
      throws IOException, InterruptedException {
    RunningBox box = RunningBox.start(programs, data, 0, onPath(path, boxOptions));
    path.moveTo(box.address());
    return box;
  }

  private static String[] onPath(UdpProxy path, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--announce", "127.0.0.1:" + path.address().getPort()));
    return all.toArray(String[]::new);
  }

  /// The home node.
  public Home home() {
    return home;
  }

  /// The box, as it runs now.
  public RunningBox box() {
    return box;
  }

  /// The box's id, as the home lists it.
  public String boxId() throws IOException, InterruptedException {
    Matcher id = ID.matcher(home.must("--json", "boxes").out());
    if (!id.find()) throw new IllegalStateException("the home lists no box");
    return id.group(1);
  }

  /// What lies between them.
  public UdpProxy path() {
    return path;
  }

  /// Starts the box again, where it was.
  public void restartBox(String... options) throws IOException, InterruptedException {
    box = box.again(onPath(path, options));
  }

  /// Stops the box, and starts it on another port; the path leads there from then on.
  public void moveBox() throws IOException, InterruptedException {
    box.stop();
    box = started(box.programs(), box.data(), path);
  }

  @Override
  public void close() throws IOException {
    path.close();
    box.close();
  }
}
