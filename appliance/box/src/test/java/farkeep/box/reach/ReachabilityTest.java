package farkeep.box.reach;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.box.health.Findings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
  private static final Optional<Boolean> YES = Optional.of(true);
  private static final Optional<Boolean> NO = Optional.of(false);
  private static final Optional<Boolean> UNKNOWN = Optional.empty();

  private final HandBeyond beyond = new HandBeyond();

  private Reachability of(boolean hasServer, String... homes) {
    return new Reachability(beyond, hasServer, List.of(homes));
  }

  @Test
  void nothing_is_known_before_the_first_look_and_where_nothing_can_be_asked() {
    beyond.hasRouter = false;
    Reachability reach = of(false);

    assertThat(reach.get()).isEqualTo(Findings.Reach.UNKNOWN);
    assertThat(reach.look()).isTrue();
    assertThat(reach.get()).isEqualTo(Findings.Reach.UNKNOWN);
    assertThat(beyond.asked).isEmpty();
  }

  @Test
  void an_answer_counts_at_once_and_a_silence_only_when_it_lasts() {
    Reachability reach = of(false);
    reach.look();
    assertThat(reach.get().router()).isEqualTo(YES);

    beyond.routerAnswers = false;
    assertThat(reach.look()).as("asks again soon").isFalse();
    assertThat(reach.get().router()).as("one lost answer").isEqualTo(YES);
    reach.look();
    assertThat(reach.get().router()).isEqualTo(NO);

    beyond.routerAnswers = true;
    assertThat(reach.look()).isTrue();
    assertThat(reach.get().router()).isEqualTo(YES);
  }

  @Test
  void without_a_server_only_names_of_homes_are_looked_up() {
    Reachability reach = of(false, "192.0.2.7", "::1", "nas", "nas.local", "home.example.org");
    reach.look();

    assertThat(reach.get()).isEqualTo(new Findings.Reach(YES, YES, UNKNOWN));
    assertThat(beyond.asked).containsExactly("home.example.org");
  }

  @Test
  void no_more_names_are_looked_up_than_said() {
    beyond.unless = Beyond.Lookup.NO_ANSWER;
    of(false, "a.example.org", "b.example.org", "c.example.org").look();

    assertThat(beyond.asked).hasSize(Reachability.NAMES_MAX);
  }

  @Test
  void a_name_that_does_not_exist_says_nothing_of_the_internet() {
    beyond.unless = Beyond.Lookup.NO_SUCH_NAME;
    Reachability reach = of(false, "home.example.org");
    reach.look();
    reach.look();

    assertThat(reach.get().internet()).isEmpty();
  }

  @Test
  void no_name_server_that_answers_means_no_internet() {
    beyond.unless = Beyond.Lookup.NO_ANSWER;
    Reachability reach = of(false, "home.example.org", "away.example.org");
    reach.look();
    assertThat(reach.get().internet()).isEmpty();
    reach.look();
    assertThat(reach.get().internet()).isEqualTo(NO);

    beyond.names.put("away.example.org", Beyond.Lookup.FOUND);
    reach.look();
    assertThat(reach.get().internet()).isEqualTo(YES);
  }

  @Test
  void a_server_that_answers_by_tcp_alone_tells_that_udp_is_blocked() {
    Reachability reach = of(true, "home.example.org");
    reach.look();
    assertThat(reach.get()).isEqualTo(new Findings.Reach(YES, YES, YES));
    assertThat(beyond.asked).as("TCP is not needed").containsExactly("udp");

    beyond.udp = false;
    reach.look();
    reach.look();
    assertThat(reach.get()).isEqualTo(new Findings.Reach(YES, YES, NO));
  }

  @Test
  void without_an_internet_nothing_is_known_of_udp() {
    beyond.udp = false;
    beyond.tcp = false;
    Reachability reach = of(true);
    reach.look();
    reach.look();

    assertThat(reach.get()).isEqualTo(new Findings.Reach(YES, NO, UNKNOWN));
  }

  private static final class HandBeyond implements Beyond {
    private final List<String> asked = new ArrayList<>();
    private final Map<String, Lookup> names = new HashMap<>();
    private Lookup unless = Lookup.FOUND;
    private boolean hasRouter = true;
    private boolean routerAnswers = true;
    private boolean udp = true;
    private boolean tcp = true;

    @Override
    public Optional<InetAddress> router() {
      return hasRouter ? Optional.of(InetAddress.getLoopbackAddress()) : Optional.empty();
    }

    @Override
    public boolean answers(InetAddress router) {
      return routerAnswers;
    }

    @Override
    public Lookup lookUp(String name) {
      asked.add(name);
      return names.getOrDefault(name, unless);
    }

    @Override
    public boolean answersByUdp() {
      asked.add("udp");
      return udp;
    }

    @Override
    public boolean answersByTcp() {
      asked.add("tcp");
      return tcp;
    }
  }
}
