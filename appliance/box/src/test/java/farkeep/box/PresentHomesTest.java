package farkeep.box;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.box.health.Findings.Contact;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PresentHomesTest {
  private static final InetSocketAddress NEAR = new InetSocketAddress("192.168.1.7", 4877);
  private static final InetSocketAddress FAR = new InetSocketAddress("192.0.2.7", 4877);

  @Test
  void one_home_from_outside_shows_that_the_internet_works() {
    assertThat(PresentHomes.contact(List.of(NEAR, FAR), Optional.of(false)))
        .isEqualTo(Contact.FROM_OUTSIDE);
    assertThat(PresentHomes.contact(List.of(NEAR), Optional.of(false))).isEqualTo(Contact.NEAR);
  }

  @Test
  void a_home_is_not_reached_only_when_it_was_dialled() {
    assertThat(PresentHomes.contact(List.of(), Optional.of(false))).isEqualTo(Contact.NOT_REACHED);
    assertThat(PresentHomes.contact(List.of(), Optional.empty())).isEqualTo(Contact.NOT_TRIED);
    assertThat(PresentHomes.contact(List.of(), Optional.of(true)))
        .as("it was just here")
        .isEqualTo(Contact.NOT_TRIED);
  }
}
