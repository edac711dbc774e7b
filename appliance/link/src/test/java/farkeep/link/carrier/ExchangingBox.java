package farkeep.link.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.protocol.AnswerWriter;
import farkeep.link.protocol.BoxControl;
import farkeep.link.protocol.Hello;
import farkeep.link.protocol.ObjectAnswer;
import farkeep.link.protocol.Opening;
import farkeep.link.protocol.PutReader;
import farkeep.link.protocol.Stored;
import farkeep.link.protocol.ToBox;
import farkeep.link.protocol.ToHome;
import farkeep.objects.ObjectId;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/// A box that keeps in memory what an [ExchangingHome] sends.
final class ExchangingBox {
  static final Hello HELLO =
      Hello.newBuilder().setVersionMin(1).setVersion(1).setProgram("contract").build();

  private final Tasks tasks;
  private final Tasks.Monitor monitor;
  private final Map<Long, byte[]> kept = new TreeMap<>();

  ExchangingBox(Tasks tasks) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
  }

  void serve(AuthenticatedLink home) throws Exception {
    BoxControl control = new BoxControl(tasks, home.control());
    control.greet(HELLO);
    Tasks.Task streams = tasks.start("streams", () -> acceptAll(home.link()));
    ToBox settle = control.next().orElseThrow();
    awaitAll();
    Stored.Builder all = Stored.newBuilder().setNumber(settle.getSettle().getNumber());
    control.answer(settle.getRequest(), ToHome.newBuilder().setStored(all));
    assertThat(control.next()).isEmpty();
    streams.join();
    home.control().close();
  }

  /// Two with objects, one that asks for them.
  private void acceptAll(Link link) throws Exception {
    Tasks.Task first = serving(link.accept());
    Tasks.Task second = serving(link.accept());
    Tasks.Task third = serving(link.accept());
    first.join();
    second.join();
    third.join();
  }

  private Tasks.Task serving(LinkStream stream) {
    return tasks.start(
        "stream",
        () -> {
          switch (Opening.read(stream)) {
            case Opening.Put _ -> keepAll(stream);
            case Opening.Get(var ids) -> answerAll(stream, ids);
            case Opening.Nodes _, Opening.Update _ -> throw new IOException("nobody asks for that");
          }
        });
  }

  private void keepAll(LinkStream stream) throws IOException {
    PutReader reader = new PutReader(stream);
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      byte[] stored = reader.stored();
      try (Tasks.Inside _ = monitor.inside()) {
        kept.put(next.get().number(), stored);
        monitor.signalAll();
      }
    }
    stream.close();
  }

  private void awaitAll() throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (kept.size() < ExchangingHome.OBJECTS) monitor.await();
    }
  }

  private void answerAll(LinkStream stream, Iterable<ObjectId> ids) throws IOException {
    AnswerWriter writer = new AnswerWriter(stream);
    for (ObjectId id : ids) {
      byte[] stored = kept.get(number(id));
      writer.write(
          stored == null ? new ObjectAnswer.Absent(id) : new ObjectAnswer.Found(id, stored));
    }
    writer.end();
  }

  private static long number(ObjectId id) {
    for (long number = 1; number <= ExchangingHome.OBJECTS; number++) {
      if (ExchangingHome.id(number).equals(id)) return number;
    }
    return 0;
  }
}
