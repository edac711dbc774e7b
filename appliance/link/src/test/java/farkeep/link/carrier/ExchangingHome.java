package farkeep.link.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.protocol.AnswerReader;
import farkeep.link.protocol.HomeControl;
import farkeep.link.protocol.ObjectAnswer;
import farkeep.link.protocol.Opening;
import farkeep.link.protocol.PutWriter;
import farkeep.link.protocol.Settle;
import farkeep.link.protocol.ToBox;
import farkeep.objects.Bytes32;
import farkeep.objects.ObjectId;
import farkeep.objects.port.Tasks;
import farkeep.testkit.SeededRandomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A home that sends objects over two streams, waits until all are stored, and reads them back.
///
/// @param tasks where it waits
record ExchangingHome(Tasks tasks) {
  static final int OBJECTS = 24;

  private static final int STREAMS = 2;
  private static final int OBJECT_BYTES_MAX = 100_000;

  static byte[] object(long number) {
    SeededRandomness chance = new SeededRandomness(number);
    return chance.bytes(1 + (int) (number * OBJECT_BYTES_MAX / OBJECTS));
  }

  static ObjectId id(long number) {
    return new ObjectId(new Bytes32(number, 0, 0, 0));
  }

  void use(AuthenticatedLink box) throws Exception {
    HomeControl control = new HomeControl(tasks, box.control());
    control.greet(ExchangingBox.HELLO);
    Tasks.Task listening =
        tasks.start("listen", () -> control.listen(message -> assertThat(message).isNull()));
    List<Tasks.Task> sending = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      int first = i + 1;
      sending.add(tasks.start("put", () -> put(box.link().open(), first)));
    }
    for (Tasks.Task task : sending) task.join();
    ToBox.Builder settle = ToBox.newBuilder().setSettle(Settle.newBuilder().setNumber(OBJECTS));
    assertThat(control.ask(settle).getStored().getNumber()).isEqualTo(OBJECTS);
    get(box.link().open());
    box.control().output().close();
    assertThatThrownBy(listening::join).hasCauseInstanceOf(LinkClosedException.class);
  }

  private static void put(LinkStream stream, int first) throws Exception {
    try (PutWriter writer = new PutWriter(stream)) {
      for (int number = first; number <= OBJECTS; number += STREAMS) {
        writer.put(number, object(number));
      }
    }
  }

  private static void get(LinkStream stream) throws Exception {
    List<ObjectId> ids = new ArrayList<>();
    for (int number = 1; number <= OBJECTS; number++) ids.add(id(number));
    ids.add(id(OBJECTS + 1));
    AnswerReader reader = new AnswerReader(stream, new Opening.Get(ids));
    for (int number = 1; number <= OBJECTS; number++) {
      Optional<ObjectAnswer> answer = reader.next();
      assertThat(answer.map(ObjectAnswer::id)).contains(id(number));
      assertThat(((ObjectAnswer.Found) answer.orElseThrow()).stored()).isEqualTo(object(number));
    }
    assertThat(reader.next()).containsInstanceOf(ObjectAnswer.Absent.class);
    assertThat(reader.next()).isEmpty();
  }
}
