package farkeep.link.carrier.nativequic;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.port.Clocks;
import farkeep.testkit.SeededRandomness;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RetryTokensTest {
  private static final InetSocketAddress CALLER = new InetSocketAddress("192.0.2.1", 4711);
  private static final byte[] CONNECTION_ID = {1, 2, 3, 4, 5, 6, 7, 8};

  private Duration now = Duration.ofDays(1);
  private boolean mayArrive = true;
  private final RetryTokens tokens =
      new RetryTokens(new SetClocks(), new SeededRandomness(1), _ -> mayArrive);

  @Test
  void a_token_gives_back_the_connection_id_to_who_got_it() {
    ByteBuf token = token();
    assertThat(token.readableBytes()).isLessThanOrEqualTo(tokens.maxTokenLength());
    int offset = tokens.validateToken(token.slice(), CALLER);
    assertThat(token.slice(offset, token.readableBytes() - offset))
        .isEqualTo(Unpooled.wrappedBuffer(CONNECTION_ID));
  }

  @Test
  void nobody_else_can_use_it() {
    ByteBuf token = token();
    assertThat(tokens.validateToken(token.slice(), new InetSocketAddress("192.0.2.2", 4711)))
        .isEqualTo(-1);
    assertThat(tokens.validateToken(token.slice(), new InetSocketAddress("192.0.2.1", 4712)))
        .isEqualTo(-1);
    RetryTokens afterRestart = new RetryTokens(new SetClocks(), new SeededRandomness(2), _ -> true);
    assertThat(afterRestart.validateToken(token.slice(), CALLER)).isEqualTo(-1);
  }

  @Test
  void it_expires() {
    ByteBuf token = token();
    now = now.plus(RetryTokens.VALID);
    assertThat(tokens.validateToken(token.slice(), CALLER)).isPositive();
    now = now.plusMillis(1);
    assertThat(tokens.validateToken(token.slice(), CALLER)).isEqualTo(-1);
  }

  @Test
  void no_byte_of_it_can_be_changed_or_left_out() {
    ByteBuf token = token();
    for (int i = 0; i < token.readableBytes(); i++) {
      ByteBuf altered = token.copy();
      altered.setByte(i, altered.getByte(i) ^ 1);
      assertThat(tokens.validateToken(altered, CALLER)).as("byte %d", i).isEqualTo(-1);
      assertThat(tokens.validateToken(token.slice(0, i), CALLER)).as("%d bytes", i).isEqualTo(-1);
    }
  }

  @Test
  void a_network_beyond_its_rate_has_to_try_again() {
    ByteBuf token = token();
    mayArrive = false;
    assertThat(tokens.validateToken(token.slice(), CALLER)).isEqualTo(-1);
    mayArrive = true;
    assertThat(tokens.validateToken(token.slice(), CALLER)).isPositive();
  }

  private ByteBuf token() {
    ByteBuf token = Unpooled.buffer();
    assertThat(tokens.writeToken(token, Unpooled.wrappedBuffer(CONNECTION_ID), CALLER)).isTrue();
    return token;
  }

  private final class SetClocks implements Clocks {
    @Override
    public Instant wall() {
      return Instant.EPOCH;
    }

    @Override
    public Duration running() {
      return now;
    }
  }
}
