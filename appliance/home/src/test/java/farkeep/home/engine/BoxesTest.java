package farkeep.home.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.home.replicate.BoxEvents;
import farkeep.home.replicate.Connector;
import farkeep.home.replicate.Patience;
import farkeep.home.state.StateDirectory;
import farkeep.objects.Bytes32;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.log.BoxRecord;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.Opaque;
import farkeep.objects.log.VaultLogEntry;
import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.SeededRandomness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The boxes of a vault log, none of which can be reached.
class BoxesTest {
  @TempDir Path directory;
  private final SeededRandomness randomness = new SeededRandomness(3);
  private StateDirectory state;
  private HomeNode node;

  /// Nobody answers.
  private static final class Nobody implements Boxes.Ways {
    @Override
    public Connector to(PeerId box) {
      return () -> {
        throw new IOException("nobody answers for " + box.abbreviated());
      };
    }

    @Override
    public BoxEvents events(PeerId box) {
      return new BoxEvents() {};
    }
  }

  @BeforeEach
  void found() throws Exception {
    Ports ports = new Ports(new SystemTasks(), new SystemClocks(), randomness);
    state = StateDirectory.open(directory.resolve("state"));
    HomeNode.found(state, "test", ports);
    node = HomeNode.open(state, ports);
  }

  @AfterEach
  void close() throws Exception {
    node.close();
    state.close();
  }

  private void connect() {
    Duration soon = Duration.ofMillis(1);
    node.connect(new Nobody(), new Patience(Duration.ofMillis(50), soon));
  }

  private PeerId pair() throws IOException {
    var vault = node.vault();
    SigningKey box = SigningKey.ofSeed(randomness.bytes(32));
    BoxRecord record =
        new BoxRecord(
            box.id(), 1, Bytes32.of(randomness.bytes(32)), Optional.empty(), List.of("box:1"));
    LogBody body = new LogBody.Box(record, Opaque.of(record.sign(vault.id(), box)), Opaque.EMPTY);
    append(body);
    return box.id();
  }

  private void append(LogBody body) throws IOException {
    var vault = node.vault();
    node.folders()
        .append(VaultLogEntry.sign(vault.id(), vault.log().tips(), body, vault.device().signing()));
  }

  @Test
  void boxes_are_taken_up_when_they_are_paired_and_dropped_when_they_are_revoked()
      throws Exception {
    connect();
    assertThat(node.boxes().all()).isEmpty();
    PeerId one = pair();
    PeerId two = pair();
    node.boxes().refresh();
    assertThat(node.boxes().all()).containsExactlyInAnyOrder(one, two);
    append(new LogBody.Revoke(one));
    node.boxes().refresh();
    assertThat(node.boxes().all()).containsExactly(two);
  }

  @Test
  void no_more_boxes_than_the_most_are_worked_with() throws Exception {
    for (int i = 0; i <= Boxes.BOXES_MAX; i++) pair();
    connect();
    assertThat(node.boxes().all()).hasSize(Boxes.BOXES_MAX);
  }

  @Test
  void who_waits_for_boxes_that_nobody_answers_for_is_told_why() throws Exception {
    PeerId box = pair();
    connect();
    assertThat(node.boxes().awaitAny(List.of(box))).isEqualTo(box);
    assertThat(node.boxes().awaitAnyOrMiss(List.of(box))).isEmpty();
    assertThat(node.boxes().isReached(box)).isFalse();
    assertThat(node.boxes().lastContact(box)).isEmpty();
    assertThatThrownBy(() -> node.exchangeLog()).hasMessageContaining("nobody answers for");
  }
}
