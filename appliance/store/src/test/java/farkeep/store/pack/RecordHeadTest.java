package farkeep.store.pack;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.Bytes32;
import farkeep.objects.Limits;
import farkeep.objects.ObjectId;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RecordHeadTest {
  private static final long SALT = 7;
  private static final ObjectId ID = new ObjectId(new Bytes32(1, 2, 3, 4));

  /// A head with a checksum that fits, whatever it says.
  private static ByteBuffer encoded(int length) {
    ByteBuffer bytes = ByteBuffer.allocate(PackFormat.ALIGNMENT);
    new RecordHead(length, 9, ID).encode(SALT, bytes);
    return bytes;
  }

  @Test
  void a_length_that_no_object_has_makes_no_head() {
    for (int length : new int[] {0, -1, Limits.OBJECT_BYTES_MAX + 1, Integer.MAX_VALUE}) {
      assertThat(RecordHead.decode(SALT, encoded(length), 0)).as("%d B", length).isEmpty();
    }
    for (int length : new int[] {1, Limits.OBJECT_BYTES_MAX}) {
      assertThat(RecordHead.decode(SALT, encoded(length), 0))
          .contains(new RecordHead(length, 9, ID));
    }
  }

  @Test
  void a_head_of_another_pack_is_none() {
    assertThat(RecordHead.decode(SALT + 1, encoded(100), 0)).isEmpty();
  }
}
