package farkeep.home.engine;

import farkeep.home.replicate.ObjectLostException;
import farkeep.home.replicate.ObjectReader;
import farkeep.home.replicate.ReplicationException;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads from one box, and from the others that are reached what it has lost, or everything when it
/// is not reached: the same content has the same id on all of them. Safe for many threads.
final class SeveralBoxes implements ObjectReader {
  private final Order order;
  private final PeerId first;

  /// Which boxes there are to read from.
  interface Order {
    /// @return at least one, the best first
    List<ObjectReader> readers(PeerId first) throws IOException;
  }

  SeveralBoxes(Boxes boxes, PeerId first) {
    this(box -> boxes.readingOrder(box).stream().map(it -> it.client().reader()).toList(), first);
  }

  SeveralBoxes(Order order, PeerId first) {
    this.order = order;
    this.first = first;
  }

  /// A failure of the receiver, which no other box would mend.
  private static final class ReceiverFailedException extends IOException {
    private static final long serialVersionUID = 1L;
    private final IOException why;

    ReceiverFailedException(IOException why) {
      super(why);
      this.why = why;
    }
  }

  private interface Asking {
    void ask(ObjectReader reader) throws IOException, InterruptedException;
  }

  @Override
  public void get(List<ObjectId> ids, Receiver receiver) throws IOException, InterruptedException {
    Set<ObjectId> left = new LinkedHashSet<>(ids);
    askInTurn(reader -> reader.get(List.copyOf(left), taking(left, receiver)));
  }

  @Override
  public void nodes(ObjectId root, List<ObjectId> knownRoots, Receiver receiver)
      throws IOException, InterruptedException {
    askInTurn(reader -> reader.nodes(root, knownRoots, taking(new LinkedHashSet<>(), receiver)));
  }

  private static Receiver taking(Set<ObjectId> left, Receiver receiver) {
    return (id, stored) -> {
      left.remove(id);
      try {
        receiver.take(id, stored);
      } catch (IOException e) {
        throw new ReceiverFailedException(e);
      }
    };
  }

  private void askInTurn(Asking asking) throws IOException, InterruptedException {
    @Nullable IOException trouble = null;
    for (ObjectReader reader : order.readers(first)) {
      try {
        asking.ask(reader);
        return;
      } catch (ReceiverFailedException e) {
        throw e.why;
      } catch (ObjectLostException | ReplicationException.Unreachable e) {
        if (trouble == null) trouble = e;
      }
    }
    throw trouble == null ? new IOException("there is no box to read from") : trouble;
  }
}
