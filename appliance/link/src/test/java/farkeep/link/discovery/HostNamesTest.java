package farkeep.link.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import javax.jmdns.impl.NameRegister;
import javax.jmdns.impl.NameRegister.NameType;
import org.junit.jupiter.api.Test;

class HostNamesTest {
  @Test
  void boxes_are_counted_as_people_count() {
    HostNames.use();
    assertThat(next("farkeep.local.", NameType.HOST)).isEqualTo("farkeep-2.local.");
    assertThat(next("farkeep-2.local.", NameType.HOST)).isEqualTo("farkeep-3.local.");
    assertThat(next("farkeep-9.local.", NameType.HOST)).isEqualTo("farkeep-10.local.");
    assertThat(next("Farkeep 1f2e", NameType.SERVICE)).isEqualTo("Farkeep 1f2e-2");
  }

  private static String next(String name, NameType type) {
    return NameRegister.Factory.getRegistry()
        .incrementName(InetAddress.getLoopbackAddress(), name, type);
  }
}
