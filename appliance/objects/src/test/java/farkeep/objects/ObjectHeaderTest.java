package farkeep.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectHeaderTest {
  private static ObjectId child(long number) {
    return new ObjectId(new Bytes32(number, 0, 0, 0));
  }

  /// A stored object whose header names these children, as they are given.
  private static byte[] stored(List<ObjectId> children) {
    ObjectHeader none = new ObjectHeader(1, ObjectKind.PATH_NODE, 1, 7, new byte[0], List.of());
    ByteBuffer bytes =
        ByteBuffer.allocate(
            none.bytes() + children.size() * Bytes32.BYTES + ObjectHeader.TAG_BYTES);
    bytes.put(none.encode()).putInt(ObjectHeader.FIXED_BYTES - 4, children.size());
    children.forEach(each -> each.value().write(bytes));
    return bytes.array();
  }

  @Test
  void children_are_an_ascending_set() {
    List<ObjectId> children = List.of(child(1), child(2), child(-1)); // as unsigned bytes
    assertThat(ObjectHeader.parse(stored(children)).children()).isEqualTo(children);
    assertThatThrownBy(() -> ObjectHeader.parse(stored(List.of(child(1), child(1)))))
        .isInstanceOf(MalformedObjectException.class)
        .hasMessageContaining("child 1 is not above the one before it");
    assertThatThrownBy(() -> ObjectHeader.parse(stored(List.of(child(2), child(1)))))
        .isInstanceOf(MalformedObjectException.class);
  }

  @Test
  void there_are_no_more_children_than_the_most() {
    List<ObjectId> most = new ArrayList<>();
    for (int i = 0; i < Limits.CHILDREN_MAX; i++) most.add(child(i));
    assertThat(ObjectHeader.parse(stored(most)).children()).hasSize(Limits.CHILDREN_MAX);
    most.add(child(Limits.CHILDREN_MAX));
    assertThatThrownBy(() -> ObjectHeader.parse(stored(most)))
        .isInstanceOf(MalformedObjectException.class)
        .hasMessageContaining("16385 children; at most 16384");
  }
}
