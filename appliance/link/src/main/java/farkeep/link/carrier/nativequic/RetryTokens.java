package farkeep.link.carrier.nativequic;

import farkeep.objects.port.Clocks;
import farkeep.objects.port.Randomness;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicTokenHandler;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The tokens by which callers prove that they can receive at the address they send from, before
/// the listener keeps anything about them (RFC 9000, section 8.1.2).
///
/// A token is: time of making (8 bytes, milliseconds of the running clock), HMAC-SHA-256 (32 bytes)
/// over time, address, port and connection id, then the connection id. The key lives as long as the
/// listener. Used by one event loop only.
final class RetryTokens implements QuicTokenHandler {
  /// How long a token is good: one round trip and a resent packet or two.
  static final Duration VALID = Duration.ofSeconds(10);

  private static final String MAC = "HmacSHA256";
  private static final int TIME_BYTES = 8;
  private static final int MAC_BYTES = 32;
  private static final int KEY_BYTES = 32;
  private static final int HEAD_BYTES = TIME_BYTES + MAC_BYTES;

  private final Clocks clocks;
  private final Mac mac;
  private final Predicate<InetSocketAddress> mayArrive;

  /// @param mayArrive asked for each new link with a good token; if it says no, the packet is
  ///   dropped, and the caller's next try asks again
  RetryTokens(Clocks clocks, Randomness randomness, Predicate<InetSocketAddress> mayArrive) {
    this.clocks = clocks;
    this.mayArrive = mayArrive;
    try {
      mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(randomness.bytes(KEY_BYTES), MAC));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + MAC + "; this one lacks it", e);
    }
  }

  @Override
  public boolean writeToken(ByteBuf out, ByteBuf connectionId, InetSocketAddress address) {
    byte[] id = bytes(connectionId);
    long millis = clocks.running().toMillis();
    out.writeLong(millis).writeBytes(sign(millis, address, id)).writeBytes(id);
    return true;
  }

  @Override
  public int validateToken(ByteBuf token, InetSocketAddress address) {
    if (token.readableBytes() < HEAD_BYTES) return -1;
    long millis = token.readLong();
    byte[] signature = new byte[MAC_BYTES];
    token.readBytes(signature);
    long age = clocks.running().toMillis() - millis;
    if (age < 0 || age > VALID.toMillis()) return -1;
    boolean ours = MessageDigest.isEqual(signature, sign(millis, address, bytes(token)));
    return ours && mayArrive.test(address) ? HEAD_BYTES : -1;
  }

  @Override
  public int maxTokenLength() {
    return HEAD_BYTES + Quic.MAX_CONN_ID_LEN;
  }

  private byte[] sign(long millis, InetSocketAddress address, byte[] connectionId) {
    mac.update(ByteBuffer.allocate(Long.BYTES).putLong(0, millis));
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, address.getPort()));
    byte[] host = address.getAddress().getAddress();
    mac.update((byte) host.length);
    mac.update(host);
    return mac.doFinal(connectionId);
  }

  private static byte[] bytes(ByteBuf from) {
    byte[] bytes = new byte[from.readableBytes()];
    from.getBytes(from.readerIndex(), bytes);
    return bytes;
  }
}
