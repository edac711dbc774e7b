package farkeep.box.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import farkeep.link.protocol.AppendVaultLog;
import farkeep.link.protocol.Failure.Code;
import farkeep.link.protocol.FailureException;
import farkeep.link.protocol.Health;
import farkeep.link.protocol.Lacks;
import farkeep.link.protocol.ObjectAnswer;
import farkeep.link.protocol.ReadVaultLog;
import farkeep.link.protocol.ToBox;
import farkeep.link.protocol.ToHome;
import farkeep.link.protocol.VaultLogPart;
import farkeep.link.protocol.WireIds;
import farkeep.objects.Bytes32;
import farkeep.objects.ObjectId;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.objects.log.LogBody;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a home may ask, and what it gets for an answer.
class SessionTest {
  @Test
  void a_home_that_has_not_opened_a_vault_is_told_to() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.connect(vault.writer.id());
          assertFails(Code.NOT_OPEN, () -> home.settle(0));
          assertFails(Code.NO_SUCH_VAULT, () -> home.open(new VaultId(someBytes(box))));
          assertThat(home.open(vault.id).getOpened().getTotalBytes())
              .isEqualTo(SimulatedBox.DISK_BYTES);
          assertFails(Code.BAD_REQUEST, () -> home.open(vault.id));
        });
  }

  @Test
  void a_device_of_another_vault_cannot_open_this_one() {
    Simulation.run(
        1,
        (box, vault) -> {
          TestVault other = new TestVault(box.tasks.randomness());
          box.keep(other);
          ScriptedHome home = box.connect(other.writer.id());
          assertFails(Code.NO_SUCH_VAULT, () -> home.open(vault.id));
          assertThat(box.server.knows(other.writer.id())).isTrue();
          assertThat(box.server.knows(vault.key().id())).isFalse();
        });
  }

  @Test
  void a_ninth_vault_is_not_taken_in() {
    Simulation.run(
        1,
        (box, vault) -> {
          for (int i = 1; i < Vaults.VAULTS_MAX; i++) {
            box.keep(new TestVault(box.tasks.randomness()));
          }
          assertThat(box.vaults.openOrMake(new VaultId(someBytes(box)))).isEmpty();
          assertThat(box.vaults.openOrMake(vault.id)).isPresent();
        });
  }

  @Test
  void a_revoked_device_is_put_out_at_once_and_stays_out() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          ScriptedHome owner = box.open(vault, vault.owner);
          byte[] revoke = vault.entry(new LogBody.Revoke(vault.writer.id()));
          ToHome answer = append(owner, revoke);
          assertThat(answer.getLogAppended().getVaultLogEntries())
              .isEqualTo(vault.logEntries().size());
          assertThat(home.awaitEnd()).contains("is no longer in this vault");
          assertThat(box.server.knows(vault.writer.id())).isFalse();
        });
  }

  @Test
  void a_log_entry_of_who_is_no_owner_is_refused_with_the_reason() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          SigningKey stranger = vault.key();
          assertThatThrownBy(() -> append(home, vault.entryBy(stranger)))
              .isInstanceOf(FailureException.class)
              .hasMessageContaining("is no owner of this vault");
          assertThatThrownBy(() -> append(home, new byte[] {1, 2, 3}))
              .isInstanceOf(FailureException.class)
              .hasMessageContaining("vault log entry");
          assertThat(readVaultLog(home, 0).getEntriesCount()).isEqualTo(vault.logEntries().size());
        });
  }

  @Test
  void logs_are_read_from_any_entry() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          VaultLogPart part = readVaultLog(home, 2);
          assertThat(part.getFromEntry()).isEqualTo(2);
          assertThat(part.getEntriesList())
              .extracting(ByteString::toByteArray)
              .containsExactlyElementsOf(vault.logEntries().subList(2, vault.logEntries().size()));
          assertThat(part.getMore()).isFalse();
          assertThat(readVaultLog(home, 1_000).getEntriesCount()).isZero();
        });
  }

  @Test
  void a_log_longer_than_a_frame_is_read_in_parts() {
    Simulation.run(
        1,
        (box, vault) -> {
          for (int i = 0; i < 6; i++) vault.entry(vault.largeFolder());
          box.keep(vault);
          ScriptedHome home = box.open(vault, vault.writer);
          int read = 0;
          VaultLogPart part;
          do {
            part = readVaultLog(home, read);
            assertThat(part.getEntriesCount()).isPositive();
            read += part.getEntriesCount();
          } while (part.getMore());
          assertThat(read).isEqualTo(vault.logEntries().size());
        });
  }

  @Test
  void the_box_says_how_it_is_to_all_who_are_here() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          box.server.tellHealth(Health.newBuilder().setSentence("All is well.").build());
          assertThat(home.await(ToHome::hasHealth).getHealth().getSentence())
              .isEqualTo("All is well.");
        });
  }

  @Test
  void a_fifth_session_of_a_device_ends_its_oldest() {
    Simulation.run(
        1,
        (box, vault) -> {
          List<ScriptedHome> homes = new ArrayList<>();
          for (int i = 0; i < ReplicationServer.SESSIONS_PER_DEVICE_MAX; i++) {
            homes.add(box.open(vault, vault.writer));
          }
          ScriptedHome fifth = box.open(vault, vault.writer);
          homes.getFirst().awaitEnd();
          assertThat(fifth.settle(0).hasStored()).isTrue();
          assertThat(homes.get(1).settle(0).hasStored()).isTrue();
        });
  }

  @Test
  void objects_are_found_absent_or_damaged() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          byte[] chunk = vault.chunk(1_000);
          byte[] rotten = vault.chunk(2_000);
          home.put(chunk);
          home.settle(home.put(rotten));
          box.store(vault.id).damaged.add(TestVault.id(rotten));
          ObjectId nowhere = new ObjectId(someBytes(box));
          List<ObjectAnswer> answers =
              home.get(List.of(nowhere, TestVault.id(rotten), TestVault.id(chunk)));
          assertThat(answers.get(0)).isEqualTo(new ObjectAnswer.Absent(nowhere));
          assertThat(answers.get(1)).isEqualTo(new ObjectAnswer.Damaged(TestVault.id(rotten)));
          assertThat(answers.get(2)).isInstanceOf(ObjectAnswer.Found.class);
          assertThat(lacks(home, nowhere, TestVault.id(chunk)))
              .containsExactly(WireIds.of(nowhere.value()));
        });
  }

  @Test
  void a_home_that_does_not_read_what_it_asked_for_does_not_stop_another() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          byte[] chunk = vault.chunk(8 << 20);
          home.settle(home.put(chunk));
          ScriptedHome lazy = box.open(vault, vault.owner);
          lazy.askAndNeverRead(List.of(TestVault.id(chunk), TestVault.id(chunk)));
          lazy.askAndNeverRead(List.of(TestVault.id(chunk), TestVault.id(chunk)));
          assertThat(home.get(List.of(TestVault.id(chunk)))).hasSize(1);
        });
  }

  private interface Asking {
    void run() throws Exception;
  }

  private static void assertFails(Code code, Asking asking) {
    assertThatThrownBy(asking::run)
        .isInstanceOfSatisfying(
            FailureException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  private static Bytes32 someBytes(SimulatedBox box) {
    return Bytes32.of(box.tasks.randomness().bytes(Bytes32.BYTES));
  }

  private static ToHome append(ScriptedHome home, byte[] entry) throws Exception {
    return home.control.ask(
        ToBox.newBuilder()
            .setAppendVaultLog(AppendVaultLog.newBuilder().addEntries(ByteString.copyFrom(entry))));
  }

  private static VaultLogPart readVaultLog(ScriptedHome home, long from) throws Exception {
    return home.control
        .ask(ToBox.newBuilder().setReadVaultLog(ReadVaultLog.newBuilder().setFromEntry(from)))
        .getVaultLog();
  }

  private static List<ByteString> lacks(ScriptedHome home, ObjectId... ids) throws Exception {
    return home.control
        .ask(ToBox.newBuilder().setLacks(Lacks.newBuilder().addAllIds(WireIds.of(List.of(ids)))))
        .getLacks()
        .getIdsList();
  }
}
