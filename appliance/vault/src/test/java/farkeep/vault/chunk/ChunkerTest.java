package farkeep.vault.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChunkerTest {
  private static final ChunkerTables TABLES = ChunkerTables.of(secret());

  static byte[] secret() {
    byte[] secret = new byte[ChunkerTables.SECRET_BYTES];
    for (int i = 0; i < secret.length; i++) secret[i] = (byte) i;
    return secret;
  }

  /// The lengths of all chunks when the stream comes in pieces of these sizes.
  private static List<Integer> lengths(byte[] stream, IntSupplier pieces) {
    Chunker chunker = new Chunker(TABLES);
    List<Integer> lengths = new ArrayList<>();
    int chunkBytes = 0;
    for (int at = 0; at < stream.length; ) {
      int end = Math.min(stream.length, at + pieces.getAsInt());
      byte[] piece = Arrays.copyOfRange(stream, at, end);
      for (int from = 0; from < piece.length; ) {
        int bytes = chunker.nextBorder(piece, from, piece.length);
        if (bytes == Chunker.NONE) {
          chunkBytes += piece.length - from;
          break;
        }
        lengths.add(chunkBytes + bytes);
        chunkBytes = 0;
        from += bytes;
      }
      at = end;
    }
    assertThat(chunker.chunkBytes()).isEqualTo(chunkBytes);
    if (chunkBytes > 0) lengths.add(chunkBytes);
    return lengths;
  }

  private static List<Integer> lengths(byte[] stream) {
    return lengths(stream, () -> stream.length);
  }

  private static byte[] random(long seed, int bytes) {
    byte[] stream = new byte[bytes];
    new Random(seed).nextBytes(stream);
    return stream;
  }

  @Test
  void borders_do_not_depend_on_the_pieces_the_stream_comes_in() {
    for (long seed = 1; seed <= 12; seed++) {
      Random random = new Random(seed);
      byte[] stream = random(seed, 1 + random.nextInt(3 << 20));
      int largest = 1 << random.nextInt(21);
      assertThat(lengths(stream, () -> 1 + random.nextInt(largest)))
          .as("seed %d, pieces up to %d B", seed, largest)
          .isEqualTo(lengths(stream));
    }
  }

  @Test
  void borders_do_not_depend_on_pieces_that_meet_where_the_window_fills() {
    byte[] stream = random(99, 300_000);
    List<Integer> whole = lengths(stream);
    for (int first = Chunker.BYTES_MIN - 66; first <= Chunker.BYTES_MIN + 66; first++) {
      int[] pieces = {first, 63, 1, 64, 65, stream.length};
      int[] next = {0};
      assertThat(lengths(stream, () -> pieces[Math.min(next[0]++, 5)]))
          .as("first piece of %d B", first)
          .isEqualTo(whole);
    }
  }

  @Test
  void borders_are_where_a_plain_reading_of_the_format_puts_them() {
    for (long seed = 20; seed < 23; seed++) {
      byte[] stream = random(seed, 2_500_000);
      assertThat(lengths(stream).getFirst())
          .as("seed %d", seed)
          .isEqualTo(PlainChunker.firstLength(secret(), stream));
    }
  }

  @Test
  void lengths_stay_in_bounds_and_near_the_usual_one() {
    byte[] stream = random(5, 64 << 20);
    List<Integer> lengths = lengths(stream);
    for (int length : lengths.subList(0, lengths.size() - 1)) {
      assertThat(length).isBetween(Chunker.BYTES_MIN, Chunker.BYTES_MAX);
    }
    assertThat(stream.length / lengths.size()).isBetween(440_000, 640_000);
    assertThat(lengths.stream().mapToInt(Integer::intValue).sum()).isEqualTo(stream.length);
  }

  @Test
  void an_edit_at_the_start_moves_only_borders_near_it() {
    byte[] stream = random(7, 24 << 20);
    byte[] edited = new byte[stream.length + 1];
    edited[0] = 42;
    System.arraycopy(stream, 0, edited, 1, stream.length);
    Set<Integer> before = endsFromTheEnd(stream);
    Set<Integer> after = endsFromTheEnd(edited);
    Set<Integer> moved = new HashSet<>(after);
    moved.removeAll(before);
    assertThat(after.size()).isGreaterThan(30);
    assertThat(moved.size()).isLessThanOrEqualTo(6);
    assertThat(moved).allMatch(distance -> distance > stream.length - (6 << 20));
  }

  /// Distances of all borders from the end of the stream.
  private static Set<Integer> endsFromTheEnd(byte[] stream) {
    Set<Integer> ends = new HashSet<>();
    int at = 0;
    for (int length : lengths(stream)) ends.add(stream.length - (at += length));
    return ends;
  }

  @Test
  void a_long_run_of_one_byte_is_cut_into_equal_chunks() {
    for (int value : new int[] {0, 1, 0x20, 0xff}) {
      byte[] stream = new byte[20 << 20];
      Arrays.fill(stream, (byte) value);
      List<Integer> lengths = lengths(stream);
      assertThat(new HashSet<>(lengths.subList(0, lengths.size() - 1)))
          .as("byte %d", value)
          .isSubsetOf(Chunker.BYTES_MIN, Chunker.BYTES_USUAL, Chunker.BYTES_MAX)
          .hasSize(1);
    }
  }

  @Test
  void a_stream_without_borders_is_cut_at_the_greatest_length() {
    byte[] stream = new byte[Chunker.BYTES_MAX + 1];
    assertThat(lengths(stream)).containsExactly(Chunker.BYTES_MAX, 1);
  }

  @Test
  void another_secret_cuts_elsewhere() {
    byte[] other = secret();
    other[31] ^= 1;
    byte[] stream = random(3, 8 << 20);
    Chunker chunker = new Chunker(ChunkerTables.of(other));
    assertThat(chunker.nextBorder(stream, 0, stream.length))
        .isNotEqualTo(lengths(stream).getFirst());
  }

  @Test
  void a_restart_forgets_the_stream_before() {
    byte[] stream = random(11, 3 << 20);
    Chunker chunker = new Chunker(TABLES);
    chunker.nextBorder(stream, 0, 100_000);
    chunker.restart();
    assertThat(chunker.chunkBytes()).isZero();
    assertThat(chunker.nextBorder(stream, 0, stream.length)).isEqualTo(lengths(stream).getFirst());
  }

  @Test
  void a_short_stream_is_one_chunk_and_an_empty_one_none() {
    assertThat(lengths(new byte[1])).containsExactly(1);
    assertThat(lengths(random(1, Chunker.BYTES_MIN - 1))).containsExactly(Chunker.BYTES_MIN - 1);
    assertThat(lengths(new byte[0])).isEmpty();
  }

  @Test
  void a_secret_of_another_length_is_refused() {
    assertThatThrownBy(() -> ChunkerTables.of(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a chunking secret has 32 bytes, this has 31");
  }

  @Test
  void borders_of_a_fixed_stream_are_the_golden_ones() throws IOException {
    String found =
        lengths(goldenStream()).stream().map(String::valueOf).collect(Collectors.joining("\n"));
    try (InputStream golden = getClass().getResourceAsStream("/golden/chunk/lengths.txt")) {
      assertThat(found)
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
  }

  /// 12 MiB: the low bytes of s >> 16 of the generator s = s * 1103515245 + 12345 mod 2^32 from s =
  /// 1, with 3 MiB of zeros from 6 MiB on.
  private static byte[] goldenStream() {
    byte[] stream = new byte[12 << 20];
    int state = 1;
    for (int i = 0; i < stream.length; i++) {
      state = state * 1_103_515_245 + 12_345;
      stream[i] = i >= 6 << 20 && i < 9 << 20 ? 0 : (byte) (state >>> 16);
    }
    return stream;
  }
}
