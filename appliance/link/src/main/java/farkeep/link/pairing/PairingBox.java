package farkeep.link.pairing;

import farkeep.link.auth.Role;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.link.pairing.PairingConversation.Hello;
import farkeep.link.protocol.Frames;
import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.objects.port.Randomness;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// The box's side of pairing. It takes a guess from its window, durably, before it looks at the
/// first word that could hold one.
public final class PairingBox {
  static final String FAILED = "pairing failed";

  private final Tasks tasks;
  private final Randomness randomness;
  private final SigningKey box;

  /// @param box the key of this box
  public PairingBox(Tasks tasks, Randomness randomness, SigningKey box) {
    this.tasks = tasks;
    this.randomness = randomness;
    this.box = box;
  }

  /// What the box does for a home that has the code.
  public interface Host {
    /// Who this box is, countersigned for the home's vault.
    BoxOffer introduce(VaultId vault, PeerId device) throws IOException;

    /// Checks and keeps the vault's log with this box's own entry; durable when it returns.
    ///
    /// @param boxEntry the BOX entry that the home signed, encoded
    /// @throws IOException the log is not in order, or the disk failed; nothing is kept
    void keep(HomeOffer home, byte[] boxEntry) throws IOException;
  }

  /// Pairs over this link, whoever dialled it, and closes it. The window is closed by a success.
  ///
  /// @return the home, once its vault's log is kept
  /// @throws PairingFailedException its cause says why; the peer was not told
  public HomeOffer run(Link link, PairingWindow window, Host host)
      throws PairingFailedException, InterruptedException {
    return PairingConversation.on(tasks, link, FAILED, stream -> talk(link, stream, window, host));
  }

  private HomeOffer talk(Link link, LinkStream stream, PairingWindow window, Host host)
      throws IOException {
    Hello mine = Hello.of(PairingWord.Kind.DIGITS, randomness.bytes(32));
    Frames.writeBytes(stream.output(), mine.said());
    Hello theirs = Hello.read(stream);
    byte[] context = PairingConversation.context(link, theirs, mine);
    SealedRecords records = agree(stream, window, window.word(theirs.word()), context);
    HomeOffer home = receive(records, context);
    send(records, host.introduce(home.vault(), home.device()), home.vault(), context);
    host.keep(home, records.receive());
    records.send(new byte[0]);
    stream.output().close();
    letItRead(stream);
    return home;
  }

  private SealedRecords agree(
      LinkStream stream, PairingWindow window, PairingWord word, byte[] context)
      throws IOException {
    CodeExchange exchange = new CodeExchange(stream, Role.BOX, word, context, randomness);
    byte[] first = exchange.receiveRound1();
    window.takeGuess();
    exchange.sendRound1();
    exchange.checkRound1(first);
    exchange.sendRound2();
    exchange.receiveRound2();
    BigInteger key = exchange.keyingMaterial();
    byte[] confirmation = exchange.confirmation(key);
    exchange.receiveConfirmation(key);
    window.use();
    exchange.sendConfirmation(confirmation);
    return new SealedRecords(stream, Role.BOX, CodeExchange.element(key), context);
  }

  private static HomeOffer receive(SealedRecords records, byte[] context) throws IOException {
    FieldReader in = new FieldReader("pairing", records.receive());
    VaultId vault = new VaultId(in.bytes32("vault"));
    PeerId device = new PeerId(in.bytes32("device"));
    byte[] proof = in.bytes("proof", SigningKey.SIGNATURE_BYTES);
    int count = in.u16("entries", HomeOffer.ENTRIES_MAX);
    in.end();
    byte[] proven = PairingConversation.proven(Role.HOME, context, vault.value());
    if (!SigningKey.verifies(device, proof, proven)) {
      throw new PairingFailedException("the home does not have the key of its device");
    }
    List<byte[]> log = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      byte[] entry = records.receive();
      bytes += entry.length;
      if (bytes > HomeOffer.ENTRIES_BYTES_MAX) {
        throw new PairingFailedException(
            "a vault log of more than %d B".formatted(HomeOffer.ENTRIES_BYTES_MAX));
      }
      log.add(entry);
    }
    return new HomeOffer(vault, device, log);
  }

  private void send(SealedRecords records, BoxOffer offer, VaultId vault, byte[] context)
      throws IOException {
    byte[] proof = box.sign(PairingConversation.proven(Role.BOX, context, vault.value()));
    records.send(
        new FieldWriter()
            .bytes(offer.record().encode())
            .bytes(offer.countersignature().bytes())
            .text(offer.name())
            .bytes(proof)
            .done());
  }

  /// Waits until the home has gone: closing the link would take our last word away.
  private static void letItRead(LinkStream stream) {
    try {
      while (stream.input().read() >= 0) {
        // nothing is to come
      }
    } catch (IOException e) {
      // the home has read it and gone
    }
  }
}
