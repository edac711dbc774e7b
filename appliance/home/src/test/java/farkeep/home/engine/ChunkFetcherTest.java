package farkeep.home.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChunkFetcherTest {
  private static final int CHUNK_BYTES = 40_000;

  private final SeededRandomness randomness = new SeededRandomness(6);
  private final OpenedVault vault = vault();
  private final byte[] wanted = randomness.bytes(CHUNK_BYTES);
  private final List<byte[]> taken = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();

  private OpenedVault vault() {
    DeviceKeys device = DeviceKeys.fresh(randomness);
    VaultLog log = NewVault.found(1, RecoveryKey.fresh(randomness), device, "test", randomness);
    return new OpenedVault(log, device);
  }

  /// A box that answers everything with this object.
  private record Answering(byte[] stored) implements ObjectReader {
    @Override
    public void get(List<ObjectId> ids, Receiver receiver)
        throws IOException, InterruptedException {
      for (ObjectId id : ids) receiver.take(id, stored);
    }

    @Override
    public void nodes(ObjectId root, List<ObjectId> known, Receiver receiver) {
      throw new AssertionError("nobody asks for tree nodes");
    }
  }

  private final class Taking implements ChunkFetcher.Taker {
    @Override
    public void take(byte[] plain) {
      taken.add(plain);
    }

    @Override
    public void lost(String reason) {
      lost.add(reason);
    }
  }

  private void fetch(byte[] sent, Optional<byte[]> nearby) throws Exception {
    SealedObject sealed = vault.sealer().chunk(sent, Codec.STORED);
    var tag = vault.treeKeys().contentTag(wanted, 0, wanted.length);
    ObjectId id = vault.sealer().chunk(wanted, Codec.STORED).id();
    ContentReference reference = new ContentReference(id, tag, wanted.length);
    new ChunkFetcher(vault, new Answering(sealed.stored()), new SystemTasks(), _ -> nearby)
        .run(into -> into.want(new ChunkFetcher.Wanted(reference, new Taking())));
  }

  @Test
  void what_the_tree_says_is_taken() throws Exception {
    fetch(wanted, Optional.empty());
    assertThat(taken).containsExactly(wanted);
    assertThat(lost).isEmpty();
  }

  @Test
  void other_content_of_the_same_vault_and_length_is_never_taken() throws Exception {
    fetch(randomness.bytes(CHUNK_BYTES), Optional.empty());
    assertThat(taken).isEmpty();
    assertThat(lost).singleElement().asString().contains("it is not the content it should be");
  }

  @Test
  void other_content_nearby_is_passed_over_and_fetched() throws Exception {
    fetch(wanted, Optional.of(randomness.bytes(CHUNK_BYTES)));
    assertThat(taken).containsExactly(wanted);
  }
}
