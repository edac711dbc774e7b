package farkeep.box.replication;

import farkeep.box.update.UpdateInbox;
import farkeep.box.update.UpdateRefusedException;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.link.protocol.AnswerWriter;
import farkeep.link.protocol.ObjectAnswer;
import farkeep.link.protocol.Opening;
import farkeep.link.protocol.ProtocolViolationException;
import farkeep.link.protocol.PutReader;
import farkeep.link.protocol.UpdateTalk;
import farkeep.objects.Limits;
import farkeep.objects.ObjectId;
import farkeep.objects.port.Permits;
import farkeep.objects.port.TaskGroup;
import farkeep.store.DamagedObjectException;
import farkeep.store.ObjectStore;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// The streams that a home opens beside the control stream, each served by a task of its own. A
/// stream that breaks is the end of that stream only.
final class ObjectStreams {
  /// Trees that are walked at a time for one session.
  static final int WALKS_MAX = 1;

  private final Link link;
  private final OpenVault open;
  private final Budgets budgets;
  private final UpdateInbox updates;
  private final Permits sessionReading;
  private final Permits sessionWalking;
  private final AtomicLong sentBytes = new AtomicLong();

  ObjectStreams(Link link, OpenVault open, Budgets budgets, Surroundings around) {
    this.link = link;
    this.open = open;
    this.budgets = budgets;
    this.updates = around.updates();
    this.sessionReading = new Permits(around.tasks(), Budgets.SESSION_READING_BYTES_MAX);
    this.sessionWalking = new Permits(around.tasks(), WALKS_MAX);
  }

  /// Stored bytes sent.
  long sentBytes() {
    return sentBytes.get();
  }

  /// Serves streams until the link is gone.
  ///
  /// @param group in which their tasks run
  void serve(TaskGroup group) throws IOException, InterruptedException {
    while (true) {
      LinkStream stream = link.accept();
      group.start("object stream", () -> serve(stream));
    }
  }

  private void serve(LinkStream stream) throws InterruptedException, ViolationException {
    try {
      switch (Opening.read(stream)) {
        case Opening.Put() -> put(stream);
        case Opening.Get get -> get(stream, get);
        case Opening.Nodes nodes -> nodes(stream, nodes);
        case Opening.Update update -> update(stream, update);
      }
    } catch (ProtocolViolationException e) {
      stream.reset();
      throw new ViolationException(e.getMessage());
    } catch (IOException e) {
      // The stream broke, or an object could not be read: the home asks or sends again. A store
      // that has failed says so itself.
      stream.reset();
    }
  }

  private void put(LinkStream stream) throws IOException, InterruptedException, ViolationException {
    stream.allowSilence();
    PutReader reader = new PutReader(stream, budgets.gate().in());
    Optional<PutReader.Announced> next = reader.next();
    while (next.isPresent()) {
      Incoming incoming = open.incoming().announce(next.get().number(), next.get().bytes(), stream);
      open.incoming().deliver(incoming, CheckedObject.of(read(reader, stream, incoming)));
      next = reader.next();
    }
    stream.close();
  }

  private byte[] read(PutReader reader, LinkStream stream, Incoming incoming) throws IOException {
    try {
      return reader.stored();
    } catch (ProtocolViolationException e) {
      open.incoming().abandon(incoming);
      stream.reset();
      throw new IOException("object %d was cut off".formatted(incoming.number()), e);
    } catch (IOException e) {
      open.incoming().abandon(incoming);
      throw e;
    }
  }

  private void get(LinkStream stream, Opening.Get get) throws IOException, InterruptedException {
    AnswerWriter writer = new AnswerWriter(stream, budgets.gate().out());
    for (ObjectId id : get.ids()) answer(writer, id);
    writer.end();
  }

  private void nodes(LinkStream stream, Opening.Nodes nodes)
      throws IOException, InterruptedException {
    AnswerWriter writer = new AnswerWriter(stream, budgets.gate().out());
    sessionWalking.acquire(1);
    try {
      ObjectStore store = open.vault().store();
      new NodeDifference(store, id -> answer(writer, id), NodeDifference.FRONTIER_MAX)
          .walk(nodes.root(), nodes.known());
    } finally {
      sessionWalking.release(1);
    }
    writer.end();
  }

  private void update(LinkStream stream, Opening.Update update) throws IOException {
    try (UpdateInbox.Receiving receiving = updates.begin(update.bytes(), update.sha256())) {
      UpdateTalk.answer(stream, new UpdateTalk.Held(receiving.heldBytes()));
      receiving.take(budgets.gate().in().over(stream.input()));
      UpdateTalk.answer(stream, new UpdateTalk.Held(update.bytes()));
    } catch (UpdateRefusedException e) {
      UpdateTalk.answer(stream, new UpdateTalk.Refused(e.getMessage()));
    }
    stream.close();
  }

  /// Reads and writes one object. Before its length is known, room for the longest is taken.
  private void answer(AnswerWriter writer, ObjectId id) throws IOException, InterruptedException {
    long room = Limits.OBJECT_BYTES_MAX;
    sessionReading.acquire(room);
    try {
      budgets.reading().acquire(room);
    } catch (InterruptedException e) {
      sessionReading.release(room);
      throw e;
    }
    try {
      ObjectAnswer answer = read(id);
      long needed = answer instanceof ObjectAnswer.Found(_, byte[] stored) ? stored.length : 0;
      giveBack(room - needed);
      room = needed;
      writer.write(answer);
      sentBytes.addAndGet(needed);
    } finally {
      giveBack(room);
    }
  }

  private void giveBack(long bytes) {
    budgets.reading().release(bytes);
    sessionReading.release(bytes);
  }

  private ObjectAnswer read(ObjectId id) throws IOException {
    try {
      Optional<byte[]> stored = open.vault().store().get(id);
      return stored
          .<ObjectAnswer>map(bytes -> new ObjectAnswer.Found(id, bytes))
          .orElseGet(() -> new ObjectAnswer.Absent(id));
    } catch (DamagedObjectException _) {
      return new ObjectAnswer.Damaged(id);
    }
  }
}
