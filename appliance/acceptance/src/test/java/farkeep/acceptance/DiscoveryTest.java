package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two boxes and a home in one network, which is made of network namespaces of this machine and a
/// bridge between them; that takes root.
class DiscoveryTest {
  private static final String[] EVERYWHERE = {"--listen", "0.0.0.0:4877"};

  private final String id = "fd" + ProcessHandle.current().pid();

  @TempDir Path directory;

  @BeforeEach
  void lay() throws Exception {
    boolean tools = Files.exists(Path.of("/usr/sbin/ip"));
    Assumptions.assumeTrue(Shell.isRoot() && tools, "network namespaces need root and ip");
    shell(
        """
        ip netns add ID-lan; ip -n ID-lan link add bridge type bridge mcast_snooping 0
        ip -n ID-lan link set bridge up
        i=1
        for n in home one two; do
          ip netns add ID-$n; ip -n ID-$n link set lo up
          ip link add $n netns ID-lan type veth peer name eth0 netns ID-$n
          ip -n ID-lan link set $n master bridge up
          ip -n ID-$n addr add 10.78.0.$i/24 dev eth0; ip -n ID-$n link set eth0 up
          i=$((i + 1))
        done
        """);
  }

  @AfterEach
  void takeUp() throws Exception {
    shell("for n in home one two lan; do ip netns del ID-$n || true; done");
  }

  @Test
  void boxes_are_found_by_name_told_apart_and_found_again_when_they_moved() throws Exception {
    Home owner = new Home(programs("one"), directory.resolve("home"));
    owner.must("init", "--yes");
    RunningBox one = box("one");
    try (RunningBox two = box("two")) {
      Programs.Ended which = await(owner, "2 boxes", "pair", "--code", "1234-5678");
      assertThat(which.exit()).isEqualTo(3);
      assertThat(which.err()).contains("farkeep.local (10.78.0.").contains("farkeep-2.local (10.");

      owner.must("pair", nameOf(which.err(), "10.78.0.2"), "--code", one.pairingCode());
      Programs.Ended alone = owner.must("pair", "--code", two.pairingCode());
      assertThat(alone.err()).as("the window of the other is closed").contains("(10.78.0.3:4877");

      one.kill(); // a goodbye takes seconds, and has a test of its own
      shell("ip -n ID-one addr flush dev eth0; ip -n ID-one addr add 10.78.0.9/24 dev eth0");
      one = one.again(EVERYWHERE);
      Path tree = directory.resolve("family");
      Trees.mixed(tree, 10, 1 << 20, 5);
      owner.must("add", tree.toString());
      two.kill();
      await(owner, "kept", "sync");
      owner.must("restore", "family", "--to", directory.resolve("back").toString());
      Trees.mustBeEqual(tree, directory.resolve("back"));
    } finally {
      one.close();
    }
  }

  @Test
  void a_box_that_stops_says_goodbye_and_one_that_is_switched_off_says_nothing() throws Exception {
    Home owner = new Home(programs("one"), directory.resolve("home"));
    owner.must("init", "--yes");
    try (RunningBox one = box("one");
        RunningBox silent = RunningBox.start(programs("two"), directory.resolve("two"), 0, off())) {
      Programs.Ended found = await(owner, "found farkeep.local", "pair", "--code", "1234-5678");
      assertThat(found.exit()).as("no such code").isEqualTo(5);
      assertThat(silent.stop()).isZero();
      assertThat(one.stop()).isZero();
      Programs.Ended gone = owner.run("pair", "farkeep", "--code", "1234-5678");
      assertThat(gone.exit()).isEqualTo(3);
      assertThat(gone.err()).contains("no box on this network is called farkeep; there is none");
    }
  }

  @Test
  void a_machine_without_a_network_goes_on_and_says_so_once() throws Exception {
    shell("ip -n ID-one link set eth0 down");
    try (RunningBox one = box("one")) {
      one.pairingCode(); // works on
      assertThat(one.stop()).isZero();
      assertThat(one.log()).containsOnlyOnce("no network with multicast");
    }
  }

  @Test
  void a_flood_of_announcements_is_bounded() throws Exception {
    try (RunningBox one = box("one")) {
      Path script = directory.resolve("flood.py");
      Files.writeString(script, Flood.SCRIPT);
      String flood = "timeout 60 ip netns exec ID-two python3 %s".formatted(script);
      Process flooding =
          new ProcessBuilder("bash", "-c", flood.replace("ID", id)).inheritIO().start();
      try {
        while (!one.log().contains("somebody floods the network")) {
          assertThat(flooding.isAlive()).as(one.log()).isTrue();
          Thread.onSpinWait();
        }
      } finally {
        flooding.destroyForcibly();
      }
      one.pairingCode(); // serves on
      assertThat(one.stop()).isZero();
    }
  }

  /// Multicast answers with names that were never heard before.
  private static final class Flood {
    static final String SCRIPT =
        """
        import os, socket, struct
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        s.bind(("", 5353))
        s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton("10.78.0.3"))
        def name(text):
            return b"".join(bytes([len(p)]) + p for p in text.split(b".")) + b"\\0"
        while True:
            records = b""
            for _ in range(20):
                host = name(os.urandom(8).hex().encode() + b".local")
                records += host + struct.pack(">HHIH", 1, 0x8001, 3600, 4) + os.urandom(4)
            s.sendto(struct.pack(">6H", 0, 0x8400, 0, 20, 0, 0) + records, ("224.0.0.251", 5353))
        """;
  }

  private static String[] off() {
    return new String[] {"--listen", "0.0.0.0:4877", "--mdns", "off"};
  }

  private RunningBox box(String namespace) throws Exception {
    return RunningBox.start(
        programs(namespace), directory.resolve("box-" + namespace), 0, EVERYWHERE);
  }

  private Programs programs(String boxNamespace) throws IOException {
    return Programs.built().inNamespaces(directory, id + "-" + boxNamespace, id + "-home");
  }

  /// Boxes need some seconds until they have settled their names.
  private static Programs.Ended await(Home owner, String words, String... arguments)
      throws IOException, InterruptedException {
    Programs.Ended ended = owner.run(arguments);
    for (int i = 0; i < 20 && !ended.err().contains(words); i++) ended = owner.run(arguments);
    assertThat(ended.err()).contains(words);
    return ended;
  }

  private static String nameOf(String said, String address) {
    int at = said.indexOf(".local (" + address + ":");
    return said.substring(said.lastIndexOf(' ', at) + 1, at);
  }

  private void shell(String lines) throws Exception {
    Programs.run(Path.of("/bin/bash"), Map.of(), List.of("-euc", lines.replace("ID", id))).well();
  }
}
