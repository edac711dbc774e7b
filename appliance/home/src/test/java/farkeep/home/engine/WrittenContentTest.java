package farkeep.home.engine;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.ObjectId;
import farkeep.vault.tree.ContentReference;
import farkeep.vault.tree.ContentTag;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WrittenContentTest {
  private static final int MOST = 3;

  private final WrittenContent written = new WrittenContent(MOST);

  private static ContentReference content(int which, int plainBytes) {
    ObjectId id = ObjectId.ofStored(new byte[] {(byte) which});
    return new ContentReference(id, new ContentTag(which, which), plainBytes);
  }

  private static Optional<byte[]> bytes(long at, int bytes) {
    byte[] read = new byte[bytes];
    read[0] = (byte) at;
    return Optional.of(read);
  }

  @Test
  void what_was_written_is_found_where_it_was_written() {
    ContentReference wanted = content(1, WrittenContent.PLAIN_BYTES_MIN);
    assertThat(written.find(wanted)).isEmpty();
    written.add(wanted, WrittenContentTest::bytes, 7);
    assertThat(written.find(wanted)).get().isEqualTo(bytes(7, 32 << 10).get());
    assertThat(written.find(content(2, WrittenContent.PLAIN_BYTES_MIN))).isEmpty();
  }

  @Test
  void content_that_is_short_is_not_remembered() {
    ContentReference brief = content(1, WrittenContent.PLAIN_BYTES_MIN - 1);
    written.add(brief, WrittenContentTest::bytes, 0);
    assertThat(written.find(brief)).isEmpty();
  }

  @Test
  void the_place_that_was_used_least_recently_is_forgotten_first() {
    for (int i = 0; i < MOST; i++) written.add(content(i, 1 << 20), WrittenContentTest::bytes, i);
    assertThat(written.find(content(0, 1 << 20))).isPresent();
    written.add(content(MOST, 1 << 20), WrittenContentTest::bytes, 0);
    assertThat(written.find(content(1, 1 << 20))).isEmpty();
    assertThat(written.find(content(0, 1 << 20))).isPresent();
    assertThat(written.find(content(MOST, 1 << 20))).isPresent();
  }

  @Test
  void a_file_that_cannot_be_read_any_more_is_no_failure() {
    ContentReference wanted = content(1, 1 << 20);
    written.add(
        wanted,
        (_, _) -> {
          throw new IOException("the disk was pulled");
        },
        0);
    assertThat(written.find(wanted)).isEmpty();
  }
}
