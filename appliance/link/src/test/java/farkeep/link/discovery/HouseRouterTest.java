package farkeep.link.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HouseRouterTest {
  private static final String ROUTES =
      """
      Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
      eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0
      eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
      """;
  private static final String NEIGHBOURS =
      """
      IP address       HW type     Flags       HW address            Mask     Device
      192.168.1.1      0x1         0x2         11:22:33:44:55:66     *        eth0
      192.168.1.7      0x1         0x0         00:00:00:00:00:00     *        eth0
      """;

  @TempDir Path proc;
  private HouseRouter router;

  @BeforeEach
  void make() throws IOException {
    Files.createDirectory(proc.resolve("net"));
    router = new HouseRouter(proc);
  }

  @Test
  void the_way_out_is_read_as_the_kernel_writes_it() throws Exception {
    assertThat(router.address()).as("no table").isEmpty();
    Files.writeString(proc.resolve("net/route"), ROUTES);
    assertThat(router.address()).contains(InetAddress.getByName("192.168.1.1"));
    assertThat(HouseRouter.address("00000000")).as("no router on this link").isEmpty();
    assertThat(HouseRouter.address("odd")).isEmpty();
  }

  @Test
  void a_table_without_end_is_read_to_its_bound() throws Exception {
    String[] many = new String[HouseRouter.LINES_MAX];
    Arrays.fill(many, "eth0 0001A8C0 00000000 0001 0 0 100 00FFFFFF");
    Files.writeString(proc.resolve("net/route"), String.join("\n", many) + "\n" + ROUTES);
    assertThat(router.address()).isEmpty();
  }

  @Test
  void a_machine_that_only_told_its_hardware_address_is_there() throws Exception {
    Files.writeString(proc.resolve("net/arp"), NEIGHBOURS);
    assertThat(router.isNeighbour(InetAddress.getByName("192.168.1.1"))).isTrue();
    assertThat(router.isNeighbour(InetAddress.getByName("192.168.1.7"))).as("asked").isFalse();
    assertThat(router.isNeighbour(InetAddress.getByName("192.168.1.9"))).isFalse();
  }

  @Test
  void a_machine_that_refuses_answers() {
    assertThat(router.answers(InetAddress.getLoopbackAddress())).isTrue();
  }
}
