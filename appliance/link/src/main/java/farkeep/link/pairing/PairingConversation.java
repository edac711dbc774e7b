package farkeep.link.pairing;

import farkeep.link.auth.LinkDeadline;
import farkeep.link.auth.Role;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.link.protocol.Cancellation;
import farkeep.link.protocol.Frames;
import farkeep.objects.Bytes32;
import farkeep.objects.FieldWriter;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.Sha256;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What both sides of pairing have in common: the stream, the time limit, the context.
final class PairingConversation {
  /// How long all of it may take.
  static final Duration PAIRING_MAX = Duration.ofSeconds(60);

  static final int HELLO_BYTES = 1 + 32;
  private static final String DOMAIN = "farkeep/pairing";

  private PairingConversation() {}

  /// What is said on the stream.
  interface Talk<T> {
    T run(LinkStream stream) throws IOException, InterruptedException;
  }

  /// Runs a conversation on the first stream of a link, and closes the link after it.
  ///
  /// @throws PairingFailedException whatever went wrong, in the same words
  static <T> T on(Tasks tasks, Link link, String failed, Talk<T> talk)
      throws PairingFailedException, InterruptedException {
    try (link;
        LinkDeadline _ = new LinkDeadline(tasks, link, PAIRING_MAX)) {
      LinkStream stream = link.dialled() ? link.open() : link.accept();
      return talk.run(stream);
    } catch (InterruptedIOException e) {
      throw Cancellation.of(e);
    } catch (IOException | MalformedObjectException e) {
      throw new PairingFailedException(failed, e);
    }
  }

  /// A side's first words.
  ///
  /// @param word which word its side has; the box, which takes either, says the digits
  /// @param said all of it, as it went over the wire
  record Hello(PairingWord.Kind word, byte[] said) {
    static Hello of(PairingWord.Kind word, byte[] nonce) {
      return new Hello(word, new FieldWriter().u8(word.number()).bytes(nonce).done());
    }

    static Hello read(LinkStream stream) throws IOException {
      byte[] said =
          Frames.readBytes(stream.input(), HELLO_BYTES)
              .orElseThrow(() -> new PairingFailedException("the peer left"));
      if (said.length == HELLO_BYTES) {
        for (PairingWord.Kind word : PairingWord.Kind.values()) {
          if (word.number() == said[0]) return new Hello(word, said);
        }
      }
      throw new PairingFailedException("the peer speaks another version of pairing");
    }
  }

  /// The hash of everything said so far and of the listener's key as this side sees it: 32 bytes.
  static byte[] context(Link link, Hello home, Hello box) {
    byte[] said =
        new FieldWriter()
            .block(DOMAIN.getBytes(StandardCharsets.US_ASCII))
            .block(link.protocol().getBytes(StandardCharsets.US_ASCII))
            .block(link.listenerPin().value().bytes())
            .block(home.said())
            .block(box.said())
            .done();
    return Sha256.begin().digest(said);
  }

  /// What a side signs to prove that its long-term key takes part in this very conversation.
  static byte[] proven(Role role, byte[] context, Bytes32 vault) {
    String use = role == Role.HOME ? "farkeep/pairing/device" : "farkeep/pairing/box";
    return new FieldWriter().ascii(use).bytes(context).bytes32(vault).done();
  }
}
