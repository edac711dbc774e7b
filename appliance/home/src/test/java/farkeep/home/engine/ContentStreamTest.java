package farkeep.home.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.home.replicate.ObjectLostException;
import farkeep.home.replicate.ObjectReader;
import farkeep.objects.ObjectId;
import farkeep.objects.log.VaultLog;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.SeededRandomness;
import farkeep.vault.keys.DeviceKeys;
import farkeep.vault.keys.NewVault;
import farkeep.vault.keys.RecoveryKey;
import farkeep.vault.seal.Codec;
import farkeep.vault.seal.SealedObject;
import farkeep.vault.tree.ContentReference;
import farkeep.vault.tree.Cursor;
import farkeep.vault.tree.Item;
import farkeep.vault.tree.PlacedItem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContentStreamTest {
  private static final int CHUNK_BYTES = 64 << 10;

  private final SeededRandomness randomness = new SeededRandomness(5);
  private final Map<ObjectId, byte[]> kept = new ConcurrentHashMap<>();
  private final AtomicInteger roundTrips = new AtomicInteger();
  private final List<PlacedItem> items = new ArrayList<>();
  private final ByteArrayOutputStream expected = new ByteArrayOutputStream();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private OpenedVault vault;

  @BeforeEach
  void found() {
    RecoveryKey recovery = RecoveryKey.fresh(randomness);
    DeviceKeys device = DeviceKeys.fresh(randomness);
    VaultLog log = NewVault.found(1, recovery, device, "test", randomness);
    vault = new OpenedVault(log, device);
  }

  private ObjectId add(int repeat) {
    byte[] plain = randomness.bytes(CHUNK_BYTES);
    SealedObject sealed = vault.sealer().chunk(plain, Codec.STORED);
    kept.put(sealed.id(), sealed.stored());
    var tag = vault.treeKeys().contentTag(plain, 0, plain.length);
    var reference = new ContentReference(sealed.id(), tag, plain.length);
    items.add(new PlacedItem(expected.size(), new Item.Data(reference, repeat)));
    for (int i = 0; i < repeat; i++) expected.writeBytes(plain);
    return sealed.id();
  }

  private void addHole(int bytes) {
    items.add(new PlacedItem(expected.size(), new Item.Hole(bytes)));
    expected.writeBytes(new byte[bytes]);
  }

  private final class Box implements ObjectReader {
    @Override
    public void get(List<ObjectId> ids, Receiver receiver)
        throws IOException, InterruptedException {
      roundTrips.incrementAndGet();
      for (ObjectId id : ids) {
        if (!kept.containsKey(id)) throw new ObjectLostException(id, false);
        receiver.take(id, kept.get(id));
      }
    }

    @Override
    public void nodes(ObjectId root, List<ObjectId> known, Receiver receiver) {
      throw new AssertionError("nobody asks for tree nodes");
    }
  }

  private void write() throws IOException, InterruptedException {
    SystemTasks tasks = new SystemTasks();
    new ContentStream(() -> new ChunkFetcher(vault, new Box(), tasks, _ -> Optional.empty()), tasks)
        .write(Cursor.of(items), written);
  }

  @Test
  void content_comes_in_order_with_holes_and_repeats_in_few_round_trips() throws Exception {
    for (int i = 0; i < 200; i++) add(1);
    add(3);
    addHole(200_000);
    add(1);
    write();
    assertThat(Arrays.equals(written.toByteArray(), expected.toByteArray())).isTrue();
    int batches = Math.ceilDiv(202 * CHUNK_BYTES, (int) ContentStream.BATCH_BYTES_MAX);
    assertThat(roundTrips).hasValue(batches);
  }

  @Test
  void more_items_than_a_batch_takes_come_in_several() throws Exception {
    add(1);
    for (int i = 0; i < 2 * ContentStream.BATCH_ITEMS_MAX; i++) addHole(1);
    add(1);
    write();
    assertThat(written.toByteArray()).isEqualTo(expected.toByteArray());
    assertThat(roundTrips).hasValue(2);
  }

  @Test
  void a_lost_chunk_ends_it_behind_the_batches_before() throws Exception {
    for (int i = 0; i < 100; i++) add(1);
    ObjectId lost = add(1);
    kept.remove(lost);
    assertThatThrownBy(this::write).hasMessageContaining(lost.abbreviated());
    byte[] begun = written.toByteArray();
    assertThat(begun.length).isLessThan(101 * CHUNK_BYTES);
    assertThat(begun).isEqualTo(Arrays.copyOf(expected.toByteArray(), begun.length));
  }

  @Test
  void nothing_is_written_of_an_empty_file() throws Exception {
    write();
    assertThat(written.size()).isZero();
    assertThat(roundTrips).hasValue(0);
  }
}
