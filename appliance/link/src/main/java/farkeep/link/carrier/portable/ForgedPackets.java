package farkeep.link.carrier.portable;

import java.util.ArrayList;
import java.util.List;
import tech.kwik.core.common.EncryptionLevel;
import tech.kwik.core.crypto.ConnectionSecrets;
import tech.kwik.core.crypto.MissingKeysException;
import tech.kwik.core.frame.ConnectionCloseFrame;
import tech.kwik.core.frame.PingFrame;
import tech.kwik.core.impl.Role;
import tech.kwik.core.impl.Version;
import tech.kwik.core.impl.VersionHolder;
import tech.kwik.core.log.NullLogger;
import tech.kwik.core.packet.InitialPacket;

/// Initial packets that the gate writes in the name of a caller or of kwik. They are protected with
/// keys that follow from the connection id alone (RFC 9001, section 5.2).
final class ForgedPackets {
  /// The smallest datagram that may carry an initial packet.
  static final int INITIAL_BYTES_MIN = 1200;

  /// QUIC's CONNECTION_REFUSED.
  static final int REFUSED_CODE = 2;

  /// Far above the numbers of packets with which a caller begins.
  private static final long PACKET_NUMBER = 1 << 10;

  private static final byte[] NO_TOKEN_OF_KWIK = {0};

  private ForgedPackets() {}

  /// Tells a caller that there is no room.
  ///
  /// @param caller the caller's connection id
  /// @param kwik the one that kwik gave to the connection in its Retry
  static byte[] refusal(byte[] caller, byte[] kwik) {
    var close = new ConnectionCloseFrame(Version.getDefault(), REFUSED_CODE, "");
    return protect(
        new InitialPacket(Version.getDefault(), kwik, caller, null, close), Role.Server, kwik);
  }

  /// Makes kwik end a connection it has sent a Retry to: comes as from the caller, and brings a
  /// token that kwik never gave.
  static byte[] ending(byte[] caller, byte[] kwik) {
    InitialPacket packet =
        new InitialPacket(
            Version.getDefault(),
            caller,
            kwik,
            NO_TOKEN_OF_KWIK,
            new ArrayList<>(List.of(new PingFrame())));
    packet.ensureSize(INITIAL_BYTES_MIN);
    return protect(packet, Role.Client, kwik);
  }

  private static byte[] protect(InitialPacket packet, Role sender, byte[] keyedBy) {
    packet.setPacketNumber(PACKET_NUMBER);
    ConnectionSecrets secrets =
        new ConnectionSecrets(
            VersionHolder.with(Version.getDefault()), sender, null, new NullLogger());
    secrets.computeInitialKeys(keyedBy);
    try {
      return packet.generatePacketBytes(secrets.getOwnAead(EncryptionLevel.Initial));
    } catch (MissingKeysException e) {
      throw new IllegalStateException("the keys were computed one line above", e);
    }
  }
}
