package farkeep.link.pairing;

import farkeep.link.auth.Role;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.link.carrier.Pin;
import farkeep.link.pairing.PairingConversation.Hello;
import farkeep.link.protocol.Frames;
import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.SigningKey;
import farkeep.objects.log.BoxRecord;
import farkeep.objects.log.Opaque;
import farkeep.objects.port.Randomness;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.math.BigInteger;

/// The home's side of pairing. It confirms first: a false box learns whether it guessed the code,
/// and nothing else, once.
public final class PairingHome {
  static final String FAILED =
      "pairing failed; let the box show a new code and type that one (a code works once)";

  private final Tasks tasks;
  private final Randomness randomness;
  private final SigningKey device;

  /// @param device the key of this device
  public PairingHome(Tasks tasks, Randomness randomness, SigningKey device) {
    this.tasks = tasks;
    this.randomness = randomness;
    this.device = device;
  }

  /// Takes the box into the vault.
  @FunctionalInterface
  public interface Adoption {
    /// Signs a BOX entry for this box and keeps it in the home's own vault log.
    ///
    /// @param box proven, and its record verified
    /// @return the entry, encoded
    byte[] adopt(BoxOffer box) throws IOException, InterruptedException;
  }

  /// Pairs over this link, whoever dialled it, and closes it.
  ///
  /// @param word what the person typed; after a failure it is worth nothing, ask for a new one
  /// @param offer its device is this device
  /// @return the box, once it has said that it keeps the vault's log
  /// @throws PairingFailedException in the same words whatever went wrong
  public BoxOffer run(Link link, PairingWord word, HomeOffer offer, Adoption adoption)
      throws PairingFailedException, InterruptedException {
    return PairingConversation.on(
        tasks, link, FAILED, stream -> talk(link, stream, word, offer, adoption));
  }

  /// Pairs with the box of a text, and with no other: whoever else has the secret is refused before
  /// anything is signed for it.
  ///
  /// @throws PairingFailedException as above
  public BoxOffer run(Link link, PairingText text, HomeOffer offer, Adoption adoption)
      throws PairingFailedException, InterruptedException {
    return run(
        link,
        text.secret(),
        offer,
        box -> {
          if (!text.names(box.record())) {
            throw new PairingFailedException("it is not the box that the text names");
          }
          return adoption.adopt(box);
        });
  }

  private BoxOffer talk(
      Link link, LinkStream stream, PairingWord word, HomeOffer offer, Adoption adoption)
      throws IOException, InterruptedException {
    Hello mine = Hello.of(word.kind(), randomness.bytes(32));
    Frames.writeBytes(stream.output(), mine.said());
    Hello theirs = Hello.read(stream);
    byte[] context = PairingConversation.context(link, mine, theirs);
    SealedRecords records = agree(stream, word, context);
    send(records, offer, context);
    BoxOffer box = receive(records, offer, context, link);
    records.send(adoption.adopt(box));
    if (records.receive().length != 0) throw new PairingFailedException("the box did not finish");
    return box;
  }

  private SealedRecords agree(LinkStream stream, PairingWord word, byte[] context)
      throws IOException {
    CodeExchange exchange = new CodeExchange(stream, Role.HOME, word, context, randomness);
    exchange.sendRound1();
    exchange.checkRound1(exchange.receiveRound1());
    exchange.sendRound2();
    exchange.receiveRound2();
    BigInteger key = exchange.keyingMaterial();
    exchange.sendConfirmation(exchange.confirmation(key));
    exchange.receiveConfirmation(key);
    return new SealedRecords(stream, Role.HOME, CodeExchange.element(key), context);
  }

  private void send(SealedRecords records, HomeOffer offer, byte[] context) throws IOException {
    byte[] proof =
        device.sign(PairingConversation.proven(Role.HOME, context, offer.vault().value()));
    records.send(
        new FieldWriter()
            .bytes32(offer.vault().value())
            .bytes32(offer.device().value())
            .bytes(proof)
            .u16(offer.log().size())
            .done());
    for (byte[] entry : offer.log()) records.send(entry);
  }

  private static BoxOffer receive(SealedRecords records, HomeOffer offer, byte[] context, Link link)
      throws IOException {
    FieldReader in = new FieldReader("pairing", records.receive());
    BoxRecord record = BoxRecord.read(in);
    byte[] countersignature = in.bytes("countersignature", SigningKey.SIGNATURE_BYTES);
    String name = in.text("name", BoxOffer.NAME_BYTES_MAX);
    byte[] proof = in.bytes("proof", SigningKey.SIGNATURE_BYTES);
    in.end();
    byte[] proven = PairingConversation.proven(Role.BOX, context, offer.vault().value());
    boolean signed =
        SigningKey.verifies(record.box(), proof, proven)
            && record.verifies(offer.vault(), countersignature);
    boolean listened = !link.dialled() || new Pin(record.pin()).equals(link.listenerPin());
    if (!signed || !listened) throw new PairingFailedException("the box's record is not its own");
    return new BoxOffer(record, Opaque.of(countersignature), name);
  }
}
