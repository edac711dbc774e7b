package farkeep.vault.seal;

import java.util.Objects;

/// Part of an array.
record Piece(byte[] array, int from, int bytes) {
  Piece {
    Objects.checkFromIndexSize(from, bytes, array.length);
  }

  static Piece whole(byte[] array) {
    return new Piece(array, 0, array.length);
  }

  void copyTo(byte[] into, int at) {
    System.arraycopy(array, from, into, at, bytes);
  }
}
