package farkeep.link.auth;

import farkeep.link.auth.AuthTranscript.Hello;
import farkeep.link.carrier.AddressText;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.link.protocol.Cancellation;
import farkeep.link.protocol.Frames;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.port.Randomness;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/// AUTH: both ends of a link prove who they are, on its first stream, within [#AUTH_MAX], in one
/// try.
///
/// Each says role, id and a nonce, answers with a signature over both sides' words, the listener's
/// TLS key and the protocol, and then whether it wants the other. The dialler opens the stream; who
/// dialled means nothing else. Byte by byte in `docs/format.md`, section *AUTH*. Safe for many
/// threads.
public final class Authenticator {
  /// How long all of it may take.
  public static final Duration AUTH_MAX = Duration.ofSeconds(10);

  private static final byte[] WANTED = {1};
  private static final byte[] UNWANTED = {0};

  private final Tasks tasks;
  private final Randomness randomness;
  private final SigningKey key;
  private final Role role;
  private final Wanted wanted;

  /// @param key whose public half is this side's id
  /// @param role what this side is
  public Authenticator(
      Tasks tasks, Randomness randomness, SigningKey key, Role role, Wanted wanted) {
    this.tasks = tasks;
    this.randomness = randomness;
    this.key = key;
    this.role = role;
    this.wanted = wanted;
  }

  /// Whom this side talks to.
  @FunctionalInterface
  public interface Wanted {
    /// Asked only about peers that have proven who they are.
    boolean wants(PeerId peer);
  }

  /// Runs AUTH on a new link, as its first act.
  ///
  /// @throws AuthenticationException a proof was wrong or late, or one side does not want the
  ///   other; the link is closed
  /// @throws IOException the link broke; it is closed
  /// @throws InterruptedException the task was cancelled; the link is closed
  public AuthenticatedLink run(Link link) throws IOException, InterruptedException {
    boolean done = false;
    try (LinkDeadline deadline = new LinkDeadline(tasks, link, AUTH_MAX)) {
      AuthenticatedLink result = run(link, deadline);
      done = true;
      return result;
    } catch (InterruptedIOException e) {
      throw Cancellation.of(e);
    } finally {
      if (!done) link.close();
    }
  }

  private AuthenticatedLink run(Link link, LinkDeadline deadline)
      throws IOException, InterruptedException {
    try {
      LinkStream stream = link.dialled() ? link.open() : link.accept();
      PeerId peer = exchange(link, stream);
      link.authenticated();
      return new AuthenticatedLink(link, peer, role.other(), stream);
    } catch (AuthenticationException | InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      if (!deadline.missed()) throw e;
      throw new LateProofException(
          "%s did not prove who it is within %d s; dialling again later"
              .formatted(AddressText.shown(link.peerAddress()), AUTH_MAX.toSeconds()),
          e);
    }
  }

  private PeerId exchange(Link link, LinkStream stream) throws IOException {
    Hello mine = new Hello(role, key.id(), randomness.bytes(AuthTranscript.NONCE_BYTES));
    Frames.writeBytes(stream.output(), mine.encode());
    Hello theirs = readHello(link, stream);
    Frames.writeBytes(stream.output(), key.sign(AuthTranscript.of(link, mine, theirs)));
    byte[] signature = read(link, stream, SigningKey.SIGNATURE_BYTES);
    boolean proven =
        !theirs.id().equals(mine.id())
            && SigningKey.verifies(theirs.id(), signature, AuthTranscript.of(link, theirs, mine));
    boolean accepted = proven && wanted.wants(theirs.id());
    Frames.writeBytes(stream.output(), accepted ? WANTED : UNWANTED);
    if (!accepted) {
      letItRead(stream);
      throw new AuthenticationException(
          proven
              ? "%s is %s, which is not known here; pair it first"
                  .formatted(AddressText.shown(link.peerAddress()), theirs.id().abbreviated())
              : "%s is not who it says it is".formatted(AddressText.shown(link.peerAddress())));
    }
    if (read(link, stream, 1)[0] != WANTED[0]) {
      throw new AuthenticationException(
          "%s refused this %s; pair them again"
              .formatted(AddressText.shown(link.peerAddress()), word(role)));
    }
    return theirs.id();
  }

  private Hello readHello(Link link, LinkStream stream) throws IOException {
    try {
      return Hello.parse(read(link, stream, AuthTranscript.HELLO_BYTES), role.other());
    } catch (MalformedObjectException e) {
      throw new AuthenticationException(
          "%s began with what is no AUTH of a %s: %s"
              .formatted(AddressText.shown(link.peerAddress()), word(role.other()), e.getMessage()),
          e);
    }
  }

  private static byte[] read(Link link, LinkStream stream, int bytes) throws IOException {
    byte[] read =
        Frames.readBytes(stream.input(), bytes)
            .orElseThrow(() ->
                new AuthenticationException(
                    AddressText.shown(link.peerAddress()) + " left in the middle of AUTH"));
    if (read.length != bytes) {
      throw new AuthenticationException(
          "%s sent %d B in AUTH instead of %d"
              .formatted(AddressText.shown(link.peerAddress()), read.length, bytes));
    }
    return read;
  }

  /// Waits until the peer has had the chance to read the verdict: closing the link would take it
  /// away.
  private static void letItRead(LinkStream stream) throws InterruptedIOException {
    try {
      stream.output().close();
      while (stream.input().read() >= 0) {
        // whatever it still says is of no interest
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      // it has read the verdict and gone, or the deadline has passed
    }
  }

  private static String word(Role role) {
    return role == Role.HOME ? "home" : "box";
  }
}
