package farkeep.box.reach;

import farkeep.objects.port.Randomness;

/// The smallest question to a name server: for the servers of the root (RFC 1035, 4.1). It says
/// nothing of who asks.
///
/// @param id by which the answer is known
record NameQuery(int id) {
  /// Bytes of a message's head.
  static final int HEAD_BYTES = 12;

  private static final int IS_ANSWER = 0x80;

  static NameQuery random(Randomness randomness) {
    byte[] id = new byte[2];
    randomness.fill(id);
    return new NameQuery((id[0] & 0xff) << 8 | id[1] & 0xff);
  }

  /// Recursion desired; one question: the root, type NS, class IN.
  byte[] bytes() {
    return new byte[] {(byte) (id >> 8), (byte) id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1};
  }

  /// Whether a message answers this question, even if by a refusal.
  ///
  /// @param length bytes of it that arrived
  boolean isAnsweredBy(byte[] message, int length) {
    return length >= HEAD_BYTES
        && ((message[0] & 0xff) << 8 | message[1] & 0xff) == id
        && (message[2] & IS_ANSWER) != 0;
  }
}
