package farkeep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.Limits;
import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.store.ObjectStore.Admission;
import farkeep.testkit.objects.SampleObjects;
import farkeep.testkit.objects.SampleObjects.Sample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every store of objects does.
abstract class ObjectStoreContract {
  private final SampleObjects samples = new SampleObjects(42);

  private final List<Sample> admitted = new ArrayList<>();
  private final List<Sample> forced = new ArrayList<>();

  abstract ObjectStore store();

  /// Checks that another store has what was forced in this test.
  final void checkForced(ObjectStore left) throws Exception {
    for (Sample each : forced) assertThat(left.get(each.id())).get().isEqualTo(each.stored());
  }

  /// Checks that another store has what was admitted in this test.
  final void checkAdmitted(ObjectStore left) throws Exception {
    for (Sample each : admitted) assertThat(left.get(each.id())).get().isEqualTo(each.stored());
  }

  private long admit(Sample sample) throws Exception {
    Admission admission = store().admit(sample.id(), sample.stored());
    assertThat(admission).isInstanceOf(Admission.Admitted.class);
    admitted.add(sample);
    return ((Admission.Admitted) admission).watermark();
  }

  @Test
  void an_admitted_object_is_given_back_whole() throws Exception {
    for (int payloadBytes : new int[] {0, 1, 63, 64, 65, 4_096, 65_536, 70_000, 3 << 20}) {
      Sample chunk = samples.chunk(payloadBytes);
      assertThat(store().lacks(List.of(chunk.id()))).containsExactly(chunk.id());
      assertThat(store().get(chunk.id())).isEmpty();
      long watermark = admit(chunk);
      assertThat(store().get(chunk.id())).get().isEqualTo(chunk.stored());
      store().force(watermark);
      forced.add(chunk);
      assertThat(store().get(chunk.id())).get().isEqualTo(chunk.stored());
      assertThat(store().lacks(List.of(chunk.id()))).isEmpty();
    }
  }

  @Test
  void an_object_is_refused_when_its_bytes_have_another_id() throws Exception {
    Sample chunk = samples.chunk(100);
    byte[] altered = chunk.stored().clone();
    altered[altered.length - 1] ^= 1;
    assertThat(store().admit(chunk.id(), altered)).isInstanceOf(Admission.Refused.class);
    assertThat(store().lacks(List.of(chunk.id()))).hasSize(1);
  }

  @Test
  void an_object_is_refused_when_its_header_is_not_one() throws Exception {
    byte[] noise = new byte[200];
    assertThat(store().admit(ObjectId.ofStored(noise), noise))
        .isInstanceOf(Admission.Refused.class);
    byte[] tooLong = new byte[Limits.OBJECT_BYTES_MAX + 1];
    assertThat(store().admit(ObjectId.ofStored(tooLong), tooLong))
        .isInstanceOf(Admission.Refused.class);
  }

  @Test
  void an_object_waits_for_its_children() throws Exception {
    Sample first = samples.chunk(10);
    Sample second = samples.chunk(20);
    Sample node = samples.node(List.of(first.id(), second.id()), 30);
    admit(first);
    assertThat(store().admit(node.id(), node.stored()))
        .isEqualTo(new Admission.Missing(List.of(second.id())));
    assertThat(store().get(node.id())).isEmpty();
    admit(second);
    store().force(admit(node));
    forced.addAll(List.of(first, second, node));
    assertThat(store().get(node.id())).get().isEqualTo(node.stored());
  }

  @Test
  void an_object_that_is_kept_is_admitted_again_with_the_same_watermark() throws Exception {
    Sample chunk = samples.chunk(1_000);
    Admission first = store().admit(chunk.id(), chunk.stored());
    assertThat(store().admit(chunk.id(), chunk.stored())).isEqualTo(first);
    store().force(((Admission.Admitted) first).watermark());
  }

  @Test
  void a_node_is_told_from_a_chunk() throws Exception {
    Sample chunk = samples.chunk(10);
    Sample childless = samples.node(List.of(), 10);
    Sample node = samples.node(List.of(chunk.id()), 10);
    for (Sample each : List.of(chunk, childless, node)) {
      ObjectHeader header = ObjectHeader.parse(each.stored());
      assertThat(store().admitChecked(each.id(), header, each.stored()))
          .isInstanceOf(Admission.Admitted.class);
    }
    assertThat(store().node(chunk.id())).isEmpty();
    assertThat(store().node(childless.id()))
        .get()
        .isEqualTo(ObjectHeader.parse(childless.stored()));
    assertThat(store().node(node.id())).get().isEqualTo(ObjectHeader.parse(node.stored()));
  }

  @Test
  void a_watermark_that_was_never_given_is_an_error() {
    assertThatThrownBy(() -> store().force(Long.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
