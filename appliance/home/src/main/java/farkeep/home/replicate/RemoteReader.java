package farkeep.home.replicate;

import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkStream;
import farkeep.link.protocol.AnswerReader;
import farkeep.link.protocol.ObjectAnswer;
import farkeep.link.protocol.Opening;
import farkeep.objects.ObjectId;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads objects over links: every call has a stream of its own. When the link breaks, it goes on
/// where it was.
final class RemoteReader implements ObjectReader {
  /// Streams that may break in one session before the session is given up.
  private static final int STREAM_TRIES_MAX = 3;

  private final Reconnecting sessions;

  RemoteReader(Reconnecting sessions) {
    this.sessions = sessions;
  }

  @Override
  public void get(List<ObjectId> ids, Receiver receiver) throws IOException, InterruptedException {
    Losses losses = new Losses();
    ask(ids, losses, checked(losses, receiver));
    losses.throwFirst();
  }

  @Override
  public void content(List<ObjectId> ids, Receiver receiver)
      throws IOException, InterruptedException {
    Losses losses = new Losses();
    ask(ids, losses, receiver);
    losses.throwFirst();
  }

  private void ask(List<ObjectId> ids, Losses losses, Receiver receiver)
      throws IOException, InterruptedException {
    Set<ObjectId> left = new LinkedHashSet<>(ids);
    while (!left.isEmpty()) {
      read(
          stream -> new AnswerReader(stream, new Opening.Get(List.copyOf(left))),
          left,
          losses,
          receiver);
    }
  }

  private static Receiver checked(Losses losses, Receiver receiver) {
    return (id, stored) -> {
      if (ObjectId.ofStored(stored).equals(id)) {
        receiver.take(id, stored);
      } else {
        losses.add(id, true);
      }
    };
  }

  @Override
  public void nodes(ObjectId root, List<ObjectId> known, Receiver receiver)
      throws IOException, InterruptedException {
    Losses losses = new Losses();
    Opening.Nodes nodes = new Opening.Nodes(root, known);
    read(stream -> new AnswerReader(stream, nodes), null, losses, checked(losses, receiver));
    losses.throwFirst();
  }

  private interface Asking {
    AnswerReader ask(LinkStream stream) throws IOException;
  }

  private void read(Asking asking, @Nullable Set<ObjectId> left, Losses losses, Receiver receiver)
      throws IOException, InterruptedException {
    Optional<IOException> failed =
        sessions.call(session -> readPatiently(session, asking, left, losses, receiver));
    if (failed.isPresent()) throw failed.get();
  }

  /// A stream may break while its link stays: then another one is tried.
  private static Optional<IOException> readPatiently(
      BoxSession session,
      Asking asking,
      @Nullable Set<ObjectId> left,
      Losses losses,
      Receiver receiver)
      throws IOException, InterruptedException {
    for (int tries = 1; ; tries++) {
      try (LinkStream stream = session.stream()) {
        return readAll(asking.ask(stream), left, losses, receiver);
      } catch (LinkClosedException e) {
        if (!session.isOpen() || tries == STREAM_TRIES_MAX) throw e;
      }
    }
  }

  private static Optional<IOException> readAll(
      AnswerReader answers, @Nullable Set<ObjectId> left, Losses losses, Receiver receiver)
      throws IOException, InterruptedException {
    for (var next = answers.next(); next.isPresent(); next = answers.next()) {
      if (left != null) left.remove(next.get().id());
      Optional<IOException> failure = take(next.get(), losses, receiver);
      if (failure.isPresent()) return failure;
    }
    return Optional.empty();
  }

  /// @return why the receiver failed: that is no reason to ask again
  private static Optional<IOException> take(ObjectAnswer answer, Losses losses, Receiver receiver)
      throws InterruptedException {
    switch (answer) {
      case ObjectAnswer.Found(var id, var stored) -> {
        try {
          receiver.take(id, stored);
        } catch (IOException e) {
          return Optional.of(e);
        }
      }
      case ObjectAnswer.Absent(var id) -> losses.add(id, false);
      case ObjectAnswer.Damaged(var id) -> losses.add(id, true);
    }
    return Optional.empty();
  }

  private static final class Losses {
    /// Losses that are named beside the first.
    private static final int OTHERS_MAX = 100;

    private @Nullable ObjectLostException first;

    void add(ObjectId id, boolean damaged) {
      if (first == null) {
        first = new ObjectLostException(id, damaged);
      } else if (first.getSuppressed().length < OTHERS_MAX) {
        first.addSuppressed(new ObjectLostException(id, damaged));
      }
    }

    void throwFirst() throws ObjectLostException {
      if (first != null) throw first;
    }
  }
}
