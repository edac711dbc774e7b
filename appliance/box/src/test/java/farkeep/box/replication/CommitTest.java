package farkeep.box.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.link.protocol.Failure.Code;
import farkeep.link.protocol.FailureException;
import farkeep.link.protocol.ObjectAnswer;
import farkeep.link.protocol.ToHome;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.objects.SigningKey;
import farkeep.objects.log.HeadMove;
import farkeep.objects.log.LogBody;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may move a head, and to what.
class CommitTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void objects_are_put_committed_and_got_back(long seed) {
    Simulation.run(
        seed,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          byte[] chunk = vault.chunk(100_000);
          byte[] root = vault.node(ObjectKind.PATH_NODE, 0, List.of(TestVault.id(chunk)));
          byte[] snapshot = vault.snapshot(TestVault.id(root), List.of(), 1, vault.writer);
          home.put(chunk);
          home.put(root);
          long last = home.put(snapshot);
          HeadMove move = first(box, vault, TestVault.id(snapshot));
          ToHome moved = home.commit(move, last);
          assertThat(ScriptedHome.entry(moved)).isEqualTo(move.hash().value());
          home.await(word -> word.getStored().getNumber() == 3);
          assertThat(box.store(vault.id).durable()).isEqualTo(3);
          List<ObjectAnswer> got = home.get(List.of(TestVault.id(root), TestVault.id(chunk)));
          assertThat(got)
              .extracting(answer -> ((ObjectAnswer.Found) answer).stored())
              .containsExactly(root, chunk);
        });
  }

  @Test
  void the_other_homes_of_the_vault_hear_of_a_new_head_and_its_mover_does_not() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          ScriptedHome other = box.open(vault, vault.owner);
          HeadMove move = first(box, vault, putSnapshot(home, vault, 1, List.of()));
          home.commit(move, 2);
          assertThat(other.await(ToHome::hasHeadMoved).getHeadMoved().getHead().toByteArray())
              .isEqualTo(move.encode());
          home.settle(2);
          assertThat(home.heard()).noneMatch(ToHome::hasHeadMoved);
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void of_two_who_commit_on_the_same_head_one_is_behind(long seed) {
    Simulation.run(
        seed,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          ScriptedHome other = box.open(vault, vault.owner);
          ObjectId mine = putSnapshot(home, vault, 1, List.of());
          ObjectId theirs = putSnapshot(other, vault, 1, List.of());
          HeadMove move = vault.move(box.id, Optional.empty(), mine, vault.writer);
          HeadMove rival = vault.move(box.id, Optional.empty(), theirs, vault.owner);
          var task = box.tasks.start("rival", () -> other.commit(rival, 2));
          ToHome answer = home.commit(move, 2);
          task.join();
          byte[] head = box.store(vault.id).headEntries.getFirst();
          assertThat(box.store(vault.id).headEntries).hasSize(1);
          if (answer.hasBehind()) {
            assertThat(answer.getBehind().getHead().toByteArray()).isEqualTo(head);
          } else {
            assertThat(head).isEqualTo(move.encode());
          }
        });
  }

  @Test
  void a_commit_that_is_played_back_finds_itself_behind() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          ObjectId one = putSnapshot(home, vault, 1, List.of());
          HeadMove first = first(box, vault, one);
          home.commit(first, 2);
          ObjectId two = putSnapshot(home, vault, 2, List.of(one));
          HeadMove second = vault.move(box.id, Optional.of(first), two, vault.writer);
          assertThat(home.commit(second, 4).hasMoved()).isTrue();
          assertThat(home.commit(first, 4).getBehind().getHead().toByteArray())
              .isEqualTo(second.encode());
          assertThat(home.commit(second, 4).hasBehind()).isTrue();
        });
  }

  @Test
  void a_commit_waits_for_the_objects_before_it() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          byte[] root = vault.node(ObjectKind.PATH_NODE, 0, List.of());
          byte[] snapshot = vault.snapshot(TestVault.id(root), List.of(), 1, vault.writer);
          HeadMove move = first(box, vault, TestVault.id(snapshot));
          var commit = box.tasks.start("commit", () -> home.commit(move, 2));
          home.put(root);
          home.put(snapshot);
          commit.join();
          assertThat(box.store(vault.id).headEntries).hasSize(1);
        });
  }

  @Test
  void a_snapshot_that_is_not_here_cannot_become_the_head() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          byte[] root = vault.node(ObjectKind.PATH_NODE, 0, List.of());
          byte[] snapshot = vault.snapshot(TestVault.id(root), List.of(), 1, vault.writer);
          long number = home.put(snapshot);
          assertRefused(
              home,
              first(box, vault, TestVault.id(snapshot)),
              number,
              Code.MISSING_ROOT,
              "send it");
          assertThat(home.heard()).anyMatch(ToHome::hasMissing);
        });
  }

  @Test
  void a_head_move_must_be_signed_by_its_sender_for_this_box_and_vault() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          ObjectId snapshot = putSnapshot(home, vault, 1, List.of());
          Optional<HeadMove> none = Optional.empty();
          HeadMove byOther = vault.move(box.id, none, snapshot, vault.owner);
          assertRefused(home, byOther, 2, Code.BAD_REQUEST, "signed by device");
          HeadMove otherBox = vault.move(vault.owner.id(), none, snapshot, vault.writer);
          assertRefused(home, otherBox, 2, Code.BAD_REQUEST, "it is for box");
          HeadMove otherVault =
              HeadMove.sign(
                  new TestVault(box.tasks.randomness()).id,
                  new HeadMove.Target(vault.folder, box.id),
                  none,
                  snapshot,
                  vault.writer);
          assertRefused(home, otherVault, 2, Code.BAD_REQUEST, "its signature is not that of");
          assertThat(box.store(vault.id).headEntries).isEmpty();
        });
  }

  @Test
  void who_may_not_write_a_folder_cannot_move_its_head() {
    Simulation.run(
        1,
        (box, vault) -> {
          SigningKey reader = vault.key();
          vault.deviceEntry(reader, LogBody.Role.READER);
          box.keep(vault);
          ScriptedHome home = box.open(vault, reader);
          ObjectId snapshot = putSnapshot(home, vault, 1, List.of());
          HeadMove move = vault.move(box.id, Optional.empty(), snapshot, reader);
          assertRefused(home, move, 2, Code.BAD_REQUEST, "may not move the head of folder");
        });
  }

  @Test
  void a_snapshot_of_who_lost_its_rights_can_become_the_head_and_a_strangers_can_not() {
    Simulation.run(
        1,
        (box, vault) -> {
          SigningKey lost = vault.key();
          vault.deviceEntry(lost, LogBody.Role.WRITER);
          vault.entry(new LogBody.Revoke(lost.id()));
          box.keep(vault);
          ScriptedHome home = box.open(vault, vault.writer);
          byte[] root = vault.node(ObjectKind.PATH_NODE, 0, List.of());
          byte[] strange = vault.snapshot(TestVault.id(root), List.of(), 1, vault.key());
          byte[] newest = vault.snapshot(TestVault.id(root), List.of(), 1, lost);
          home.put(root);
          home.put(strange);
          long number = home.put(newest);
          assertRefused(
              home,
              first(box, vault, TestVault.id(strange)),
              number,
              Code.BAD_REQUEST,
              "was never in this vault");
          assertThat(home.commit(first(box, vault, TestVault.id(newest)), number).hasMoved())
              .isTrue();
        });
  }

  @Test
  void a_snapshot_must_be_of_the_folder_and_above_what_it_follows() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          ObjectId one = putSnapshot(home, vault, 1, List.of());
          HeadMove first = first(box, vault, one);
          byte[] root = vault.node(ObjectKind.PATH_NODE, 0, List.of());
          home.put(root);
          ObjectId rootId = TestVault.id(root);
          byte[] strange = vault.snapshot(rootId, List.of(), 1, vault.writer, new FolderTag(1, 2));
          long number = home.put(strange);
          assertRefused(
              home,
              first(box, vault, TestVault.id(strange)),
              number,
              Code.BAD_REQUEST,
              "it is of folder");
          assertThat(home.commit(first, 4).hasMoved()).isTrue();
          byte[] low = vault.snapshot(rootId, List.of(), 1, vault.writer);
          number = home.put(low);
          HeadMove back = vault.move(box.id, Optional.of(first), TestVault.id(low), vault.writer);
          assertRefused(home, back, number, Code.BAD_REQUEST, "is not above the head with 1");
          assertRefused(
              home,
              vault.move(box.id, Optional.of(first), rootId, vault.writer),
              number,
              Code.BAD_REQUEST,
              "snapshot: the object is a PATH_NODE");
        });
  }

  private static HeadMove first(SimulatedBox box, TestVault vault, ObjectId snapshot) {
    return vault.move(box.id, Optional.empty(), snapshot, vault.writer);
  }

  /// Sends an empty folder's tree and a snapshot of it.
  private static ObjectId putSnapshot(
      ScriptedHome home, TestVault vault, long sequence, List<ObjectId> parents) throws Exception {
    byte[] root = vault.node(ObjectKind.PATH_NODE, 0, List.of());
    byte[] snapshot = vault.snapshot(TestVault.id(root), parents, sequence, vault.writer);
    home.put(root);
    home.put(snapshot);
    return TestVault.id(snapshot);
  }

  private static void assertRefused(
      ScriptedHome home, HeadMove move, long after, Code code, String reason) {
    assertThatThrownBy(() -> home.commit(move, after))
        .isInstanceOfSatisfying(
            FailureException.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContaining(reason);
  }
}
