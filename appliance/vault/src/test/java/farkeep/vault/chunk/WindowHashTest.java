package farkeep.vault.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowHashTest {
  private static final BigInteger POLYNOMIAL =
      BigInteger.ONE.shiftLeft(128).add(BigInteger.valueOf(0x87));

  @Test
  void the_digest_depends_on_the_last_64_bytes_only() {
    ChunkerTables tables = ChunkerTables.of(ChunkerTest.secret());
    for (long seed = 1; seed <= 50; seed++) {
      byte[] bytes = new byte[300];
      new Random(seed).nextBytes(bytes);
      WindowHash rolled = new WindowHash(tables);
      rolled.fill(bytes, 0, 64);
      byte[] digests = new byte[16 * 236];
      rolled.roll(bytes, 64, 236, digests);
      WindowHash again = new WindowHash(tables);
      again.fill(bytes, 235, 299);
      byte[] last = new byte[16];
      again.roll(bytes, 299, 1, last);
      assertThat(last)
          .as("seed %d", seed)
          .isEqualTo(Arrays.copyOfRange(digests, 16 * 235, 16 * 236));
    }
  }

  /// Rabin's test: p of degree 128 is irreducible if x^(2^128) = x mod p, and x^(2^64) - x has no
  /// factor in common with p (2 is the only prime divisor of 128).
  @Test
  void the_polynomial_is_irreducible() {
    BigInteger x = BigInteger.TWO;
    BigInteger power = x;
    BigInteger half = null;
    for (int i = 1; i <= 128; i++) {
      power = remainder(square(power));
      if (i == 64) half = power;
    }
    assertThat(power).isEqualTo(x);
    assertThat(commonFactor(POLYNOMIAL, half.xor(x))).isEqualTo(BigInteger.ONE);
  }

  private static BigInteger square(BigInteger value) {
    BigInteger result = BigInteger.ZERO;
    for (int i = 0; i < value.bitLength(); i++) {
      if (value.testBit(i)) result = result.setBit(2 * i);
    }
    return result;
  }

  private static BigInteger remainder(BigInteger value) {
    return remainder(value, POLYNOMIAL);
  }

  private static BigInteger remainder(BigInteger value, BigInteger divisor) {
    BigInteger rest = value;
    while (rest.bitLength() >= divisor.bitLength()) {
      rest = rest.xor(divisor.shiftLeft(rest.bitLength() - divisor.bitLength()));
    }
    return rest;
  }

  private static BigInteger commonFactor(BigInteger a, BigInteger b) {
    return b.signum() == 0 ? a : commonFactor(b, remainder(a, b));
  }
}
