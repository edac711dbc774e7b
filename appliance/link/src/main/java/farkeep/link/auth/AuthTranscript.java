package farkeep.link.auth;

import farkeep.link.carrier.Link;
import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.PeerId;
import java.nio.charset.StandardCharsets;

/// What is signed in AUTH, byte by byte in `docs/format.md`, section *AUTH*.
final class AuthTranscript {
  static final int VERSION = 1;
  static final int NONCE_BYTES = 32;
  static final int HELLO_BYTES = 2 + 32 + NONCE_BYTES;
  private static final String DOMAIN = "farkeep/auth";

  private AuthTranscript() {}

  /// What one side says first.
  ///
  /// @param nonce 32 bytes
  record Hello(Role role, PeerId id, byte[] nonce) {
    byte[] encode() {
      return new FieldWriter().u8(VERSION).u8(role.code()).bytes32(id.value()).bytes(nonce).done();
    }

    /// @throws farkeep.objects.MalformedObjectException another version or role, or not such bytes
    static Hello parse(byte[] bytes, Role expected) {
      FieldReader in = new FieldReader("AUTH", bytes);
      in.version(VERSION);
      if (in.u8("role") != expected.code()) throw in.malformed("the peer is no " + expected);
      Hello hello =
          new Hello(expected, new PeerId(in.bytes32("id")), in.bytes("nonce", NONCE_BYTES));
      in.end();
      return hello;
    }
  }

  /// What the side that said `signer` signs. Each part carries its length, so that no two lists of
  /// parts give the same bytes.
  static byte[] of(Link link, Hello signer, Hello other) {
    return new FieldWriter()
        .block(DOMAIN.getBytes(StandardCharsets.US_ASCII))
        .block(new byte[] {(byte) signer.role().code()})
        .block(link.listenerPin().value().bytes())
        .block(signer.id().bytes())
        .block(other.id().bytes())
        .block(signer.nonce())
        .block(other.nonce())
        .block(link.protocol().getBytes(StandardCharsets.US_ASCII))
        .done();
  }
}
