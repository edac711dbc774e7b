package farkeep.box.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.box.replication.ScriptedHome;
import farkeep.box.replication.TestVault;
import farkeep.link.protocol.ObjectAnswer;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.objects.log.HeadMove;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/// A home that backs up, moves its head and reads back, over one link, for as long as a siege
/// lasts.
final class HonestHome implements AutoCloseable {
  private static final int CHUNKS = 8;
  private static final int CHUNK_BYTES = 64 << 10;

  private final BesiegedBox box;
  private final TestVault vault;
  private final ScriptedHome home;
  private final Tasks.Task working;
  private final List<ObjectId> kept = new ArrayList<>();
  private Optional<HeadMove> head = Optional.empty();
  private volatile boolean enough;
  private volatile long movedBytes;

  HonestHome(BesiegedBox box) throws Exception {
    this.box = box;
    this.vault = box.home.vault;
    this.home = box.home.connect(box.address(), vault.writer);
    home.open(vault.id);
    this.working = box.home.tasks.start("honest home", this::work);
  }

  private void work() throws Exception {
    for (long sequence = 1; !enough; sequence++) backUp(sequence);
  }

  private void backUp(long sequence) throws Exception {
    List<byte[]> chunks = new ArrayList<>();
    for (int i = 0; i < CHUNKS; i++) chunks.add(vault.chunk(CHUNK_BYTES));
    List<ObjectId> ids = chunks.stream().map(TestVault::id).toList();
    byte[] root = vault.node(ObjectKind.PATH_NODE, 0, ids);
    List<ObjectId> parents = head.stream().map(HeadMove::snapshot).toList();
    byte[] snapshot = vault.snapshot(TestVault.id(root), parents, sequence, vault.writer);
    HeadMove move = vault.move(box.id(), head, TestVault.id(snapshot), vault.writer);
    for (byte[] chunk : chunks) home.put(chunk);
    home.put(root);
    assertThat(ScriptedHome.entry(home.commit(move, home.put(snapshot))))
        .isEqualTo(move.hash().value());
    head = Optional.of(move);
    assertThat(home.get(ids))
        .extracting(answer -> ((ObjectAnswer.Found) answer).stored())
        .containsExactlyElementsOf(chunks);
    kept.addAll(ids);
    kept.add(TestVault.id(root));
    movedBytes += 2L * CHUNKS * CHUNK_BYTES;
  }

  /// Chunk bytes that went there and back so far.
  long movedBytes() {
    return movedBytes;
  }

  /// It must not have been disturbed so far.
  void mustBeWell() throws Exception {
    if (working.ended()) working.join();
    assertThat(home.link.isOpen()).as("the honest home's link").isTrue();
  }

  /// Waits until it has backed up and read back once more.
  void mustGoOn() throws Exception {
    long before = movedBytes;
    box.await("the honest home goes on", () -> working.ended() || movedBytes > before);
    mustBeWell();
  }

  /// Ends it; everything that it ever committed must be there.
  @Override
  public void close() throws IOException {
    enough = true;
    try {
      working.join();
      mustGetAllBack();
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException("the honest home was disturbed", e);
    } finally {
      home.link.close();
    }
  }

  private void mustGetAllBack() throws IOException, InterruptedException {
    for (int from = 0; from < kept.size(); from += 1_000) {
      List<ObjectId> some = kept.subList(from, Math.min(kept.size(), from + 1_000));
      assertThat(home.get(some))
          .allSatisfy(answer -> {
            assertThat(answer).isInstanceOf(ObjectAnswer.Found.class);
            assertThat(TestVault.id(((ObjectAnswer.Found) answer).stored())).isEqualTo(answer.id());
          });
    }
    home.link.close();
  }
}
