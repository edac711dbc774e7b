package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.home.engine.SyncResult;
import farkeep.link.carrier.QuicChoice;
import farkeep.objects.FolderTag;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Replication doesn't care what carries the link, nor who dialled.
class EveryWayToMeetTest {
  @TempDir Path directory;

  @ParameterizedTest(name = "home {0}, box {1}, box dials {2}")
  @CsvSource({
    "NATIVE, NATIVE, true",
    "NATIVE, KWIK, false",
    "NATIVE, KWIK, true",
    "KWIK, NATIVE, false",
    "KWIK, NATIVE, true",
    "KWIK, KWIK, false",
    "KWIK, KWIK, true"
  })
  void what_was_replicated_comes_back(QuicChoice ofHome, QuicChoice ofBox, boolean boxDials)
      throws Exception {
    Path source = directory.resolve("source");
    SampleTree tree = new SampleTree(source, 11).make(2 << 20);
    var meeting = new BoxInProcess.Meeting(ofHome, ofBox, boxDials);
    try (BoxInProcess box = new BoxInProcess(directory.resolve("box"), meeting);
        HomeInProcess home = new HomeInProcess(directory.resolve("state"), box)) {
      FolderTag folder = home.add("photos", source);
      home.sync(folder);
      box.cut();
      tree.write("documents/after-the-cut.doc", 64 << 10);

      SyncResult result = home.sync(folder);

      assertThat(result.problems()).isZero();
      assertThat(home.restore(folder, directory.resolve("target"))).isZero();
      assertThat(SampleTree.describe(directory.resolve("target")))
          .isEqualTo(SampleTree.describe(source));
    }
  }

  @ParameterizedTest(name = "home {0}, box {1}")
  @CsvSource({"native, kwik", "kwik, native", "kwik, kwik"})
  void the_programs_take_the_carrier_they_are_told(String ofHome, String ofBox) throws Exception {
    Path tree = directory.resolve("family");
    Trees.mixed(tree, 30, 3 << 20, 5);
    Programs programs = Programs.built();
    Home home = new Home(programs, directory.resolve("home"));
    home.must("init", "--yes");
    try (RunningBox box =
        RunningBox.start(programs, directory.resolve("box"), 0, "--quic", ofBox)) {
      String address = "127.0.0.1:" + box.address().getPort();
      home.must("--quic", ofHome, "pair", address, "--code", box.pairingCode());
      home.must("--quic", ofHome, "add", tree.toString());
      home.must("--quic", ofHome, "sync");
      String back = directory.resolve("back").toString();
      home.must("--quic", ofHome, "restore", "family", "--to", back);
    }
    Trees.mustBeEqual(tree, directory.resolve("back"));
  }

  private static int freePort() throws SocketException {
    try (DatagramSocket socket = new DatagramSocket()) {
      return socket.getLocalPort();
    }
  }

  @Test
  void a_box_dials_home_in_pure_java() throws Exception {
    Path tree = directory.resolve("family");
    Trees.mixed(tree, 30, 3 << 20, 6);
    Programs programs = Programs.built();
    Home home = new Home(programs, directory.resolve("home"));
    home.must("init", "--yes");
    String here = "127.0.0.1:" + freePort();
    Process daemon = home.startDaemon("--quic", "kwik", "--listen", here);
    String[] options = {"--quic", "kwik", "--dial-home", here};
    try (RunningBox box = RunningBox.start(programs, directory.resolve("box"), 0, options)) {
      home.must("pair", "--code", box.pairingCode());
      home.must("add", tree.toString());
      home.must("sync");
      home.must("restore", "family", "--to", directory.resolve("back").toString());
    } finally {
      daemon.destroyForcibly();
    }
    Trees.mustBeEqual(tree, directory.resolve("back"));
  }
}
