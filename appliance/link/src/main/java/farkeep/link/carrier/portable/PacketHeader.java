package farkeep.link.carrier.portable;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// What can be read of a QUIC packet with a long header without any key (RFC 9000, section 17.2).
///
/// @param type what it is
/// @param destination the receiver's connection id
/// @param source the sender's connection id
/// @param token of an initial packet or a Retry; empty with all others
record PacketHeader(Type type, byte[] destination, byte[] source, byte[] token) {
  private static final int LONG = 0x80;
  private static final int TYPE_SHIFT = 4;
  private static final int TYPE_MASK = 3;
  private static final int VERSION_1 = 1;
  private static final int ID_BYTES_MAX = 20;
  private static final int INTEGRITY_TAG_BYTES = 16;

  /// Kinds of packets. Those of QUIC version 1 stand in the order of their numbers.
  enum Type {
    INITIAL,
    ZERO_RTT,
    HANDSHAKE,
    RETRY,
    /// Says which versions there are.
    VERSIONS,
    /// Of another version of QUIC.
    FOREIGN
  }

  /// Whether a datagram begins with a long header.
  static boolean isLong(ByteBuffer datagram) {
    return datagram.hasRemaining() && (datagram.get(datagram.position()) & LONG) != 0;
  }

  /// Reads it.
  ///
  /// @param datagram from its first byte; its position is moved
  /// @return nothing when it is no whole long header
  static Optional<PacketHeader> parse(ByteBuffer datagram) {
    try {
      int flags = datagram.get();
      int version = datagram.getInt();
      byte[] destination = id(datagram);
      byte[] source = id(datagram);
      Type type =
          switch (version) {
            case 0 -> Type.VERSIONS;
            case VERSION_1 -> Type.values()[(flags >> TYPE_SHIFT) & TYPE_MASK];
            default -> Type.FOREIGN;
          };
      return Optional.of(new PacketHeader(type, destination, source, token(type, datagram)));
    } catch (BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private static byte[] id(ByteBuffer datagram) {
    int bytes = Byte.toUnsignedInt(datagram.get());
    if (bytes > ID_BYTES_MAX) throw new BufferUnderflowException();
    return bytes(datagram, bytes);
  }

  private static byte[] token(Type type, ByteBuffer datagram) {
    return switch (type) {
      case INITIAL -> bytes(datagram, integer(datagram));
      case RETRY -> bytes(datagram, datagram.remaining() - INTEGRITY_TAG_BYTES);
      case ZERO_RTT, HANDSHAKE, VERSIONS, FOREIGN -> new byte[0];
    };
  }

  private static byte[] bytes(ByteBuffer from, long count) {
    if (count < 0 || count > from.remaining()) throw new BufferUnderflowException();
    byte[] bytes = new byte[(int) count];
    from.get(bytes);
    return bytes;
  }

  /// Reads an integer of variable length (RFC 9000, section 16).
  private static long integer(ByteBuffer from) {
    int first = Byte.toUnsignedInt(from.get());
    long value = first & 0x3f;
    for (int more = (1 << (first >> 6)) - 1; more > 0; more--) {
      value = value << 8 | Byte.toUnsignedInt(from.get());
    }
    return value;
  }
}
