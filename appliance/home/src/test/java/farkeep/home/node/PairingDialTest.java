package farkeep.home.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.home.control.Event;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.NobodyAnsweredException;
import farkeep.link.carrier.ProtocolNotOfferedException;
import farkeep.link.carrier.TlsIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How often a home dials a box that it is to be paired with.
class PairingDialTest {
  private final List<Event> told = new ArrayList<>();

  private void dial(Failing carrier) throws Exception {
    Network.dialForPairing(carrier, new InetSocketAddress("127.0.0.1", 4877), told::add);
  }

  @Test
  void a_box_that_does_not_answer_is_dialled_twice_and_no_more() {
    Failing carrier = new Failing(new NobodyAnsweredException("nobody answered"));

    assertThatThrownBy(() -> dial(carrier)).isSameAs(carrier.failure);

    assertThat(carrier.dials).isEqualTo(2);
    assertThat(told).singleElement().asString().contains("127.0.0.1:4877", "once more");
  }

  @Test
  void a_box_that_answers_and_refuses_is_not_asked_again() {
    Failing carrier = new Failing(new ProtocolNotOfferedException("its window is closed"));

    assertThatThrownBy(() -> dial(carrier)).isSameAs(carrier.failure);

    assertThat(carrier.dials).isEqualTo(1);
    assertThat(told).isEmpty();
  }

  private static final class Failing implements Carrier {
    final IOException failure;
    int dials;

    Failing(IOException failure) {
      this.failure = failure;
    }

    @Override
    public Link dial(InetSocketAddress address, Expected expected, String protocol)
        throws IOException {
      assertThat(protocol).isEqualTo(PAIRING);
      dials++;
      throw failure;
    }

    @Override
    public Listener listen(InetSocketAddress address, TlsIdentity identity, Admission admission) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
