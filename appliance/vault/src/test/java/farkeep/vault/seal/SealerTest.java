package farkeep.vault.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.Limits;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.vault.keys.CannotOpenException;
import farkeep.vault.keys.RootKeys;
import farkeep.vault.seal.Patch.Copy;
import farkeep.vault.seal.Patch.Insert;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SealerTest {
  private static final byte[] DEDUP = filled(32, 7);
  private final RootKeys root = RootKeys.of(filled(32, 1));
  private final Sealer sealer = new Sealer(root);
  private final Opener opener = new Opener(_ -> root);

  @Test
  void what_was_sealed_opens_again_at_every_length_and_codec() {
    for (int bytes : new int[] {0, 1, 2, 63, 64, 1_000, 32_768, 65_536, 65_537, 300_000}) {
      for (Codec codec : List.of(Codec.STORED, Codec.zstd(1), Codec.zstd(3), Codec.zstd(-5))) {
        for (byte[] plain : List.of(noise(bytes), filled(bytes, 'x'))) {
          SealedObject sealed = sealer.chunk(plain, codec);
          assertThat(sealed.id()).isEqualTo(ObjectId.ofStored(sealed.stored()));
          assertThat(opener.open(sealed.id(), sealed.stored()).plain()).isEqualTo(plain);
        }
      }
    }
  }

  @Test
  void the_longest_chunk_that_shrinks_is_sealed_and_a_longer_one_is_not() {
    byte[] longest = filled(Limits.PLAIN_BYTES_MAX, 'x');
    SealedObject sealed = sealer.chunk(longest, Codec.zstd(3));
    assertThat(opener.open(sealed.id(), sealed.stored()).plain()).isEqualTo(longest);
    assertThatThrownBy(() -> sealer.chunk(filled(Limits.PLAIN_BYTES_MAX + 1, 1), Codec.STORED))
        .hasMessageContaining("at most 8388608");
    assertThatThrownBy(() -> sealer.chunk(noise(Limits.PLAIN_BYTES_MAX), Codec.STORED))
        .hasMessageContaining("stored; at most 8388608");
  }

  @Test
  void the_same_content_seals_to_the_same_object_and_any_other_to_another_key() {
    Set<ObjectId> ids = new HashSet<>();
    Set<String> tags = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      byte[] plain = {(byte) i, (byte) (i >> 8)};
      SealedObject sealed = sealer.chunk(plain, Codec.STORED);
      assertThat(sealer.chunk(plain, Codec.STORED).stored()).isEqualTo(sealed.stored());
      assertThat(ids.add(sealed.id())).isTrue();
      byte[] tag = Arrays.copyOfRange(sealed.stored(), ObjectHeader.FIXED_BYTES, 22 + 32);
      assertThat(tags.add(Arrays.toString(tag))).isTrue();
    }
  }

  /// Under one key and nonce, what two ciphertexts differ by is what their payloads differ by.
  @Test
  void no_two_objects_are_encrypted_with_the_same_key_and_nonce() {
    byte[] one = filled(100, 'a');
    byte[] other = filled(100, 'b');
    byte[] first = sealer.chunk(one, Codec.STORED).stored();
    byte[] second = sealer.chunk(other, Codec.STORED).stored();
    int from = ObjectHeader.FIXED_BYTES + ObjectHeader.TAG_BYTES;
    int like = 0;
    for (int i = 0; i < 100; i++) {
      if ((first[from + i] ^ second[from + i]) == ('a' ^ 'b')) like++;
    }
    assertThat(like).isLessThan(10);
  }

  @Test
  void incompressible_content_is_stored_as_is_and_costs_only_its_padding() {
    byte[] plain = noise(1 << 20);
    SealedObject sealed = sealer.chunk(plain, Codec.zstd(3));
    assertThat(opener.open(sealed.id(), sealed.stored()).codec()).isEqualTo(Codec.STORED);
    assertThat(sealed.stored().length).isLessThan(plain.length + plain.length / 20);
  }

  @Test
  void content_that_shrinks_only_in_part_is_never_stored_longer_than_it_is() {
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      byte[] plain = noise(random.nextInt(100_000));
      Arrays.fill(plain, 0, random.nextInt(plain.length + 1), (byte) 9);
      OpenedObject opened = open(sealer.chunk(plain, Codec.zstd(3)));
      assertThat(opened.plain()).isEqualTo(plain);
      int most = Padme.padded(plain.length + 11) + 22 + 32 + 16;
      assertThat(sealer.chunk(plain, Codec.zstd(3)).stored().length).isLessThanOrEqualTo(most);
    }
  }

  private static byte[] noBase(ObjectId id) {
    throw new AssertionError("a whole chunk has no base, and " + id + " was asked for");
  }

  @Test
  void content_opens_without_its_id_but_never_with_a_flipped_byte() {
    byte[] plain = noise(700);
    SealedObject sealed = sealer.chunk(plain, Codec.FIXED);
    ObjectId other = ObjectId.ofStored(plain);
    assertThat(opener.content(other, sealed.stored(), SealerTest::noBase, DEDUP)).isEqualTo(plain);
    for (int at = 0; at < sealed.stored().length; at++) {
      byte[] altered = sealed.stored().clone();
      altered[at] ^= (byte) (1 << at % 8);
      assertThatThrownBy(() -> opener.content(sealed.id(), altered, SealerTest::noBase, DEDUP))
          .as("byte %d", at)
          .isInstanceOfAny(MalformedObjectException.class, CannotOpenException.class);
    }
  }

  @Test
  void a_patch_opens_to_the_content_it_was_made_from() {
    byte[] first = noise(50_000);
    byte[] second = filled(40_000, 3);
    SealedObject a = sealer.chunk(first, Codec.STORED);
    SealedObject b = sealer.chunk(second, Codec.zstd(3));
    byte[] wanted = new byte[30_005];
    System.arraycopy(first, 1_000, wanted, 0, 20_000);
    System.arraycopy("hello".getBytes(), 0, wanted, 20_000, 5);
    System.arraycopy(second, 0, wanted, 20_005, 10_000);
    Patch patch =
        new Patch(
            List.of(a.id(), b.id()),
            wanted.length,
            Patch.mac(DEDUP, wanted),
            List.of(
                new Copy(0, 1_000, 20_000),
                new Insert("hello".getBytes()),
                new Copy(1, 0, 10_000)));
    SealedObject sealed = sealer.patch(patch);
    ObjectHeader header = ObjectHeader.parse(sealed.stored());
    assertThat(header.children()).containsExactlyInAnyOrder(a.id(), b.id());
    assertThat(header.level()).isEqualTo(1);
    assertThat(sealed.stored().length).isLessThan(400);
    Opener.BaseSource bases = id -> id.equals(a.id()) ? a.stored() : b.stored();
    assertThat(opener.chunk(sealed.id(), sealed.stored(), bases, DEDUP)).isEqualTo(wanted);
    assertThatThrownBy(() -> opener.chunk(sealed.id(), sealed.stored(), bases, filled(32, 8)))
        .hasMessageContaining("makes something else");
    assertThatThrownBy(() -> opener.chunk(sealed.id(), sealed.stored(), _ -> a.stored(), DEDUP))
        .hasMessageContaining("not those of its id");
  }

  @Test
  void a_node_names_its_children_as_an_ascending_set() {
    ObjectId high = ObjectId.of(filled(32, 9));
    ObjectId low = ObjectId.of(filled(32, 2));
    SealedObject sealed =
        sealer.node(ObjectKind.PATH_NODE, 3, noise(100), List.of(high, low, high));
    OpenedObject opened = open(sealed);
    assertThat(opened.header().children()).containsExactly(low, high);
    assertThat(opened.header().level()).isEqualTo(3);
    assertThat(opened.type()).isEqualTo(PayloadType.NODE);
  }

  @Test
  void many_threads_seal_and_open_with_one_sealer() {
    List<byte[]> pieces = IntStream.range(0, 200).mapToObj(i -> noise(1_000 + i * 37)).toList();
    List<ObjectId> alone = pieces.stream().map(it -> sealer.chunk(it, Codec.zstd(3)).id()).toList();
    List<ObjectId> together =
        pieces.parallelStream()
            .map(plain -> {
              SealedObject sealed = sealer.chunk(plain, Codec.zstd(3));
              assertThat(open(sealed).plain()).isEqualTo(plain);
              return sealed.id();
            })
            .toList();
    assertThat(together).isEqualTo(alone);
  }

  @Test
  void padding_grows_with_the_length_and_by_an_eighth_at_most() {
    int before = 0;
    for (int bytes = 0; bytes < 200_000; bytes++) {
      int padded = Padme.padded(bytes);
      assertThat(padded).isBetween(Math.max(bytes, before), bytes + bytes / 8 + 1);
      before = padded;
    }
  }

  private OpenedObject open(SealedObject sealed) {
    return opener.open(sealed.id(), sealed.stored());
  }

  private static byte[] noise(int bytes) {
    byte[] noise = new byte[bytes];
    new Random(bytes).nextBytes(noise);
    return noise;
  }

  private static byte[] filled(int bytes, int with) {
    byte[] filled = new byte[bytes];
    Arrays.fill(filled, (byte) with);
    return filled;
  }
}
