package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A box in a house whose router lets nobody in: it dials home. Home, router and house are network
/// namespaces of this machine, which takes root to make.
class NatTest {
  private static final String HOME_ADDRESS = "10.77.0.2:4900";

  private final String id = "fk" + ProcessHandle.current().pid();
  private final String home = id + "-home";
  private final String router = id + "-router";
  private final String house = id + "-house";

  @TempDir Path directory;

  @BeforeEach
  void lay() throws Exception {
    boolean root = System.getProperty("user.name").equals("root");
    boolean tools = Files.exists(Path.of("/usr/sbin/ip")) && Files.exists(Path.of("/usr/sbin/nft"));
    Assumptions.assumeTrue(root && tools, "network namespaces need root, ip and nft");
    String lines =
        """
        for n in HOME ROUTER HOUSE; do ip netns add $n; ip -n $n link set lo up; done
        ip link add out netns ROUTER type veth peer name eth0 netns HOME
        ip link add in netns ROUTER type veth peer name eth0 netns HOUSE
        ip -n HOME addr add 10.77.0.2/24 dev eth0
        ip -n ROUTER addr add 10.77.0.1/24 dev out
        ip -n ROUTER addr add 192.168.77.1/24 dev in
        ip -n HOUSE addr add 192.168.77.2/24 dev eth0
        for l in 'HOME eth0' 'ROUTER out' 'ROUTER in' 'HOUSE eth0'; do
          ip -n ${l% *} link set ${l#* } up
        done
        ip -n HOUSE route add default via 192.168.77.1
        ip netns exec ROUTER sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'
        ip netns exec ROUTER nft -f - <<'RULES'
        table ip nat {
          chain post { type nat hook postrouting priority 100; oifname "out" masquerade; }
        }
        table ip filter {
          chain forward {
            type filter hook forward priority 0; policy drop;
            ct state established,related accept
            iifname "in" accept
          }
        }
        RULES
        """;
    shell(lines.replace("HOME", home).replace("ROUTER", router).replace("HOUSE", house)).well();
  }

  @AfterEach
  void takeUp() throws Exception {
    shell("for n in %s %s %s; do ip netns del $n || true; done".formatted(home, router, house));
  }

  @Test
  void a_box_behind_a_router_dials_home_is_paired_and_keeps_everything() throws Exception {
    Path tree = directory.resolve("family");
    Trees.mixed(tree, 40, 4 << 20, 21);
    Programs programs = Programs.built().inNamespaces(directory, house, home);
    Home owner = new Home(programs, directory.resolve("home"));
    owner.must("init", "--yes");
    Process daemon = owner.startDaemon("--listen", HOME_ADDRESS);
    String[] dials = {"--listen", "0.0.0.0:4877", "--dial-home", HOME_ADDRESS};
    try (RunningBox box = RunningBox.start(programs, directory.resolve("box"), 0, dials)) {
      Programs.Ended direct = owner.run("pair", "10.77.0.1:4877", "--code", "1234-5678");
      assertThat(direct.exit()).as("nothing is forwarded: " + direct.err()).isEqualTo(4);
      owner.must("pair", "--code", box.pairingCode());
      owner.must("add", tree.toString());
      owner.must("sync");
      mustComeBack(owner, tree, "first");

      daemon.destroyForcibly().waitFor();
      daemon = owner.startDaemon("--listen", HOME_ADDRESS);
      Files.writeString(tree.resolve("later.txt"), "written after the daemon was killed");
      owner.must("sync");
      mustComeBack(owner, tree, "second");
    } finally {
      daemon.destroyForcibly();
    }
  }

  private void mustComeBack(Home owner, Path tree, String to) throws Exception {
    Path back = directory.resolve(to);
    owner.must("restore", "family", "--to", back.toString());
    Trees.mustBeEqual(tree, back);
  }

  private static Programs.Ended shell(String lines) throws Exception {
    return Programs.run(Path.of("/bin/bash"), Map.of(), List.of("-euc", lines));
  }
}
