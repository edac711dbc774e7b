package farkeep.home.replicate;

import farkeep.link.carrier.LinkStream;
import farkeep.link.protocol.Opening;
import farkeep.link.protocol.ProtocolViolationException;
import farkeep.link.protocol.UpdateTalk;
import farkeep.objects.Bytes32;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// Sends a box updates of the machine that it runs on. When the link breaks, it goes on where the
/// box is.
public final class RemoteUpdates {
  private static final int PIECE_BYTES = 1 << 16;

  private final Reconnecting sessions;

  RemoteUpdates(Reconnecting sessions) {
    this.sessions = sessions;
  }

  /// A file to be sent.
  public interface Bundle {
    /// Its length, 1 to [UpdateTalk#BYTES_MAX].
    long bytes();

    /// Its SHA-256.
    Bytes32 sum();

    /// Reads at a place.
    ///
    /// @return bytes read: fewer than wanted only where the file has become shorter
    int read(long at, byte[] into, int wanted) throws IOException;
  }

  /// Who is told how far it is.
  @FunctionalInterface
  public interface Listener {
    /// @param sentBytes of the file that the box has been sent
    void sent(long sentBytes) throws InterruptedException;
  }

  /// Sends all that the box lacks of a file: when this returns, the file is whole and durable
  /// there, and the installer of the box's machine fetches it.
  ///
  /// @throws ReplicationException.Refused the box does not take it
  /// @throws ReplicationException.Unreachable the box is not reached for too long; the next call
  ///   goes on from where it is
  /// @throws IOException the file can't be read
  public void send(Bundle bundle, Listener listener) throws IOException, InterruptedException {
    Optional<IOException> useless = sessions.call(session -> sendOnce(session, bundle, listener));
    if (useless.isPresent()) throw useless.get();
  }

  /// @return why it is useless to try again
  private static Optional<IOException> sendOnce(
      BoxSession session, Bundle bundle, Listener listener)
      throws IOException, InterruptedException {
    if (session.greeting().filter(it -> it.features().contains(UpdateTalk.FEATURE)).isEmpty()) {
      return refused(
          "it takes no updates over the link: its program is older than that, or was not installed"
              + " with our image");
    }
    try (LinkStream stream = session.stream()) {
      new Opening.Update(bundle.bytes(), bundle.sum()).write(stream);
      stream.allowSilence(); // the box reads the whole file once more before its last answer
      return switch (UpdateTalk.await(stream, bundle.bytes())) {
        case UpdateTalk.Refused(String why) -> refused(why);
        case UpdateTalk.Held(long held) -> {
          Optional<IOException> useless = sendRest(session, stream, bundle, held, listener);
          yield useless.isPresent() ? useless : end(stream, bundle);
        }
      };
    }
  }

  private static Optional<IOException> sendRest(
      BoxSession session, LinkStream stream, Bundle bundle, long held, Listener listener)
      throws IOException, InterruptedException {
    OutputStream out = session.paced(stream);
    byte[] piece = new byte[PIECE_BYTES];
    for (long at = held; at < bundle.bytes(); at += PIECE_BYTES) {
      listener.sent(at);
      int wanted = (int) Math.min(PIECE_BYTES, bundle.bytes() - at);
      int read = bundle.read(at, piece, wanted);
      if (read < wanted) {
        return Optional.of(
            new IOException(
                "the update became shorter while it was sent: %d of %d B"
                    .formatted(at + read, bundle.bytes())));
      }
      out.write(piece, 0, wanted);
    }
    listener.sent(bundle.bytes());
    stream.output().close();
    return Optional.empty();
  }

  private static Optional<IOException> end(LinkStream stream, Bundle bundle) throws IOException {
    return switch (UpdateTalk.await(stream, bundle.bytes())) {
      case UpdateTalk.Refused(String why) -> refused(why);
      case UpdateTalk.Held(long held) when held == bundle.bytes() -> Optional.empty();
      case UpdateTalk.Held(long held) ->
          throw new ProtocolViolationException(
              "the box was sent all %d B, and says that it holds %d"
                  .formatted(bundle.bytes(), held));
    };
  }

  private static Optional<IOException> refused(String why) {
    return Optional.of(new ReplicationException.Refused(why));
  }
}
