package farkeep.home.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.home.replicate.ObjectLostException;
import farkeep.home.replicate.ObjectReader;
import farkeep.objects.Bytes32;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeveralBoxesTest {
  private static final PeerId FIRST = new PeerId(new Bytes32(1, 0, 0, 0));
  private static final ObjectId A = new ObjectId(new Bytes32(1, 1, 1, 1));
  private static final ObjectId B = new ObjectId(new Bytes32(2, 2, 2, 2));
  private static final ObjectId C = new ObjectId(new Bytes32(3, 3, 3, 3));

  private final List<ObjectId> taken = new ArrayList<>();

  /// A box that keeps some objects, and notes what it was asked.
  private static final class Box implements ObjectReader {
    private final Set<ObjectId> kept;
    private final List<ObjectId> asked = new ArrayList<>();

    Box(ObjectId... kept) {
      this.kept = Set.of(kept);
    }

    @Override
    public void get(List<ObjectId> ids, Receiver receiver)
        throws IOException, InterruptedException {
      asked.addAll(ids);
      ObjectLostException lost = null;
      for (ObjectId id : ids) {
        if (kept.contains(id)) receiver.take(id, new byte[1]);
        else lost = new ObjectLostException(id, false);
      }
      if (lost != null) throw lost;
    }

    @Override
    public void nodes(ObjectId root, List<ObjectId> known, Receiver receiver)
        throws IOException, InterruptedException {
      get(List.of(root), receiver);
    }
  }

  private static SeveralBoxes of(Box... boxes) {
    return new SeveralBoxes(_ -> List.of(boxes), FIRST);
  }

  @Test
  void what_the_first_box_has_lost_comes_from_the_second_and_only_that() throws Exception {
    Box first = new Box(A, C);
    Box second = new Box(A, B, C);
    of(first, second).get(List.of(A, B, C), (id, _) -> taken.add(id));
    assertThat(taken).containsExactlyInAnyOrder(A, B, C);
    assertThat(second.asked).containsExactly(B);
  }

  @Test
  void the_second_box_is_not_asked_when_the_first_has_everything() throws Exception {
    Box second = new Box(A);
    of(new Box(A), second).nodes(A, List.of(), (id, _) -> taken.add(id));
    assertThat(taken).containsExactly(A);
    assertThat(second.asked).isEmpty();
  }

  @Test
  void what_no_box_has_is_lost() {
    assertThatThrownBy(() -> of(new Box(A), new Box()).get(List.of(A, B), (id, _) -> taken.add(id)))
        .isInstanceOf(ObjectLostException.class)
        .hasMessageContaining(B.abbreviated());
    assertThat(taken).containsExactly(A);
  }

  @Test
  void a_receiver_that_fails_is_no_reason_to_ask_another_box() {
    Box second = new Box(A);
    ObjectReader.Receiver failing =
        (id, _) -> {
          throw new ObjectLostException(id, true);
        };
    assertThatThrownBy(() -> of(new Box(A), second).get(List.of(A), failing))
        .isInstanceOf(ObjectLostException.class);
    assertThat(second.asked).isEmpty();
  }
}
