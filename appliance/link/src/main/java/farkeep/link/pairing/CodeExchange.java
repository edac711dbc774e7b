package farkeep.link.pairing;

import farkeep.link.auth.Role;
import farkeep.link.carrier.LinkStream;
import farkeep.link.carrier.PortSecureRandom;
import farkeep.link.protocol.Frames;
import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.port.Randomness;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.agreement.jpake.JPAKEParticipant;
import org.bouncycastle.crypto.agreement.jpake.JPAKEPrimeOrderGroups;
import org.bouncycastle.crypto.agreement.jpake.JPAKERound1Payload;
import org.bouncycastle.crypto.agreement.jpake.JPAKERound2Payload;
import org.bouncycastle.crypto.agreement.jpake.JPAKERound3Payload;
import org.bouncycastle.crypto.digests.SHA256Digest;

/// J-PAKE (RFC 8236) over the 3072-bit group of NIST: from a word that both know comes a key that
/// nobody else has, and a wrong word shows itself only in the last step. Names of the participants
/// contain the context, so that the proofs of one conversation are worth nothing in another.
///
/// For one run by one task. Byte by byte in `docs/format.md`, section *Pairing*.
final class CodeExchange {
  /// Bytes of a group element, and of the keying material.
  static final int ELEMENT_BYTES = 384;

  private static final int SCALAR_BYTES = 32;
  private static final int MAC_BYTES = 32;
  private static final int PROOF_BYTES = ELEMENT_BYTES + SCALAR_BYTES;
  private static final int ROUND_1_BYTES = 2 * ELEMENT_BYTES + 2 * PROOF_BYTES;
  private static final int ROUND_2_BYTES = ELEMENT_BYTES + PROOF_BYTES;

  private final LinkStream stream;
  private final JPAKEParticipant self;
  private final String selfName;
  private final String peerName;

  /// @param context hash of everything said before, and of the listener's key as this side saw it
  CodeExchange(
      LinkStream stream, Role role, PairingWord word, byte[] context, Randomness randomness) {
    this.stream = stream;
    this.selfName = name(role, context);
    this.peerName = name(role.other(), context);
    this.self =
        new JPAKEParticipant(
            selfName,
            word.characters(),
            JPAKEPrimeOrderGroups.NIST_3072,
            SHA256Digest.newInstance(),
            new PortSecureRandom(randomness));
  }

  private static String name(Role role, byte[] context) {
    return (role == Role.HOME ? "farkeep-home/" : "farkeep-box/")
        + HexFormat.of().formatHex(context);
  }

  void sendRound1() throws IOException {
    JPAKERound1Payload round = self.createRound1PayloadToSend();
    FieldWriter out =
        new FieldWriter().bytes(element(round.getGx1())).bytes(element(round.getGx2()));
    writeProof(out, round.getKnowledgeProofForX1());
    writeProof(out, round.getKnowledgeProofForX2());
    Frames.writeBytes(stream.output(), out.done());
  }

  /// The peer's first word, not yet looked at.
  byte[] receiveRound1() throws IOException {
    return receive(ROUND_1_BYTES);
  }

  void checkRound1(byte[] bytes) throws IOException {
    FieldReader in = new FieldReader("pairing", bytes);
    BigInteger gx1 = number(in, ELEMENT_BYTES);
    BigInteger gx2 = number(in, ELEMENT_BYTES);
    BigInteger[] proof1 = readProof(in);
    BigInteger[] proof2 = readProof(in);
    var round = new JPAKERound1Payload(peerName, gx1, gx2, proof1, proof2);
    check(() -> self.validateRound1PayloadReceived(round));
  }

  void sendRound2() throws IOException {
    JPAKERound2Payload round = self.createRound2PayloadToSend();
    FieldWriter out = new FieldWriter().bytes(element(round.getA()));
    writeProof(out, round.getKnowledgeProofForX2s());
    Frames.writeBytes(stream.output(), out.done());
  }

  void receiveRound2() throws IOException {
    FieldReader in = new FieldReader("pairing", receive(ROUND_2_BYTES));
    BigInteger a = number(in, ELEMENT_BYTES);
    var round = new JPAKERound2Payload(peerName, a, readProof(in));
    check(() -> self.validateRound2PayloadReceived(round));
  }

  BigInteger keyingMaterial() throws IOException {
    BigInteger[] key = {BigInteger.ZERO};
    check(() -> key[0] = self.calculateKeyingMaterial());
    return key[0];
  }

  /// What proves to the peer that this side has the key; to be sent by the box only after the
  /// home's was received.
  byte[] confirmation(BigInteger key) {
    return fixed(self.createRound3PayloadToSend(key).getMacTag(), MAC_BYTES);
  }

  void sendConfirmation(byte[] confirmation) throws IOException {
    Frames.writeBytes(stream.output(), confirmation);
  }

  void receiveConfirmation(BigInteger key) throws IOException {
    // The library takes the 32 bytes of a MAC for a signed number.
    BigInteger mac = new BigInteger(receive(MAC_BYTES));
    check(() -> self.validateRound3PayloadReceived(new JPAKERound3Payload(peerName, mac), key));
  }

  private byte[] receive(int bytes) throws IOException {
    byte[] received =
        Frames.readBytes(stream.input(), bytes)
            .orElseThrow(() -> new PairingFailedException("the peer left"));
    if (received.length != bytes) {
      throw new PairingFailedException("%d B instead of %d".formatted(received.length, bytes));
    }
    return received;
  }

  private interface Check {
    void run() throws CryptoException;
  }

  private static void check(Check check) throws PairingFailedException {
    try {
      check.run();
    } catch (CryptoException | RuntimeException e) {
      // The library may stumble over numbers that only an attacker sends.
      throw new PairingFailedException("a proof of the code is wrong", e);
    }
  }

  /// A group element or the keying material in 384 bytes.
  static byte[] element(BigInteger number) {
    return fixed(number, ELEMENT_BYTES);
  }

  private static byte[] fixed(BigInteger number, int bytes) {
    byte[] shortest = number.toByteArray();
    byte[] fixed = new byte[bytes];
    if (number.signum() < 0) Arrays.fill(fixed, (byte) -1);
    int skip = Math.max(0, shortest.length - bytes);
    System.arraycopy(shortest, skip, fixed, bytes - shortest.length + skip, shortest.length - skip);
    return fixed;
  }

  private static BigInteger number(FieldReader in, int bytes) {
    return new BigInteger(1, in.bytes("number", bytes));
  }

  private static void writeProof(FieldWriter out, BigInteger[] proof) {
    out.bytes(element(proof[0])).bytes(fixed(proof[1], SCALAR_BYTES));
  }

  private static BigInteger[] readProof(FieldReader in) {
    return new BigInteger[] {number(in, ELEMENT_BYTES), number(in, SCALAR_BYTES)};
  }
}
