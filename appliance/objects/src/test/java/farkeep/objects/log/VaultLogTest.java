package farkeep.objects.log;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.Bytes32;
import farkeep.objects.EntryHash;
import farkeep.objects.FolderTag;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.log.LogBody.Role;
import farkeep.objects.log.LogBody.Terms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VaultLogTest {
  private final TestVault vault = new TestVault();
  private final VaultLog log = vault.log;
  private final SigningKey owner = vault.owner;
  private final SigningKey second = TestVault.key(3);
  private final SigningKey writer = TestVault.key(4);
  private final FolderTag folder = new FolderTag(1, 2);

  @Test
  void the_first_entry_must_be_the_genesis_that_the_vault_is_named_by() {
    VaultLog empty = new VaultLog(log.vault());
    assertThat(refusal(empty.accept(vault.entries.get(1)))).contains("is not here");
    TestVault stranger = new TestVault(99);
    assertThat(refusal(empty.accept(stranger.entries.getFirst()))).contains("another vault");
    assertThat(empty.accept(vault.entries.getFirst())).isEqualTo(new Acceptance.Accepted(0));
    assertThat(empty.accept(vault.entries.getFirst())).isEqualTo(new Acceptance.Known());
    assertThat(empty.genesis()).contains(vault.entries.getFirst());
  }

  @Test
  void the_first_owner_and_its_entries_make_the_state() {
    add(owner, TestVault.device(writer, Role.WRITER));
    add(owner, new LogBody.Folder(folder, 7, Optional.of(writer.id()), Opaque.EMPTY));
    VaultState state = log.state();
    assertThat(state.mayOpen(owner.id())).isTrue();
    assertThat(state.mayOpen(writer.id())).isTrue();
    assertThat(state.mayOpen(second.id())).isFalse();
    assertThat(state.mayMove(writer.id(), folder)).isTrue();
    assertThat(state.mayMove(owner.id(), folder)).as("another is its writer").isFalse();
    assertThat(state.mayMove(writer.id(), new FolderTag(9, 9))).isFalse();
    assertThat(state.keys()).hasSize(1);
  }

  @Test
  void a_folder_without_a_writer_is_moved_by_writers_and_owners_but_not_by_readers() {
    add(owner, TestVault.device(writer, Role.WRITER));
    add(owner, TestVault.device(second, Role.READER));
    add(owner, new LogBody.Folder(folder, 7, Optional.empty(), Opaque.EMPTY));
    assertThat(log.state().mayMove(owner.id(), folder)).isTrue();
    assertThat(log.state().mayMove(writer.id(), folder)).isTrue();
    assertThat(log.state().mayMove(second.id(), folder)).isFalse();
    assertThat(log.state().mayOpen(second.id())).isTrue();
  }

  @Test
  void only_owners_and_the_recovery_key_sign() {
    add(owner, TestVault.device(writer, Role.WRITER));
    LogBody body = TestVault.device(second, Role.OWNER);
    assertThat(refusal(log.accept(vault.sign(writer, body)))).contains("no owner");
    assertThat(refusal(log.accept(vault.sign(second, body)))).contains("no owner");
    assertThat(log.accept(vault.sign(vault.recovery, body)))
        .isInstanceOf(Acceptance.Accepted.class);
    assertThat(log.accept(vault.sign(second, TestVault.device(writer, Role.READER))))
        .isInstanceOf(Acceptance.Accepted.class);
    assertThat(log.state().devices().get(writer.id()).role()).isEqualTo(Role.READER);
  }

  @Test
  void a_signature_for_another_vault_or_by_another_key_is_refused() {
    LogBody body = TestVault.device(writer, Role.WRITER);
    TestVault other = new TestVault(50);
    VaultLogEntry foreign = VaultLogEntry.sign(other.log.vault(), log.tips(), body, owner);
    assertThat(refusal(log.accept(foreign))).contains("signature");
    VaultLogEntry good = vault.sign(owner, body);
    VaultLogEntry stolen =
        new VaultLogEntry(
            good.parents(), good.author(), good.body(), Opaque.of(second.sign(new byte[3])));
    assertThat(refusal(log.accept(stolen))).contains("signature");
  }

  @Test
  void a_box_counts_only_with_its_own_word_and_the_highest_revision_wins() {
    SigningKey box = TestVault.key(8);
    BoxRecord first = record(box, 1, "old.example:1");
    BoxRecord newer = record(box, 2, "new.example:1");
    byte[] forged = first.sign(log.vault(), second);
    assertThat(
            refusal(
                log.accept(
                    vault.sign(owner, new LogBody.Box(first, Opaque.of(forged), Opaque.EMPTY)))))
        .contains("did not sign");
    Collection<EntryHash> tips = log.tips();
    for (BoxRecord record : List.of(newer, first)) {
      Opaque word = Opaque.of(record.sign(log.vault(), box));
      log.accept(
          VaultLogEntry.sign(
              log.vault(), tips, new LogBody.Box(record, word, Opaque.EMPTY), owner));
    }
    assertThat(log.state().boxes().get(box.id()).record()).isEqualTo(newer);
  }

  @Test
  void revoking_ends_a_device_and_voids_what_the_revocation_did_not_know_of() {
    add(owner, TestVault.device(second, Role.OWNER));
    add(second, TestVault.device(writer, Role.WRITER));
    Set<EntryHash> before = Set.copyOf(log.tips());
    add(owner, new LogBody.Revoke(second.id()));
    SigningKey late = TestVault.key(20);
    VaultLogEntry backdated =
        VaultLogEntry.sign(log.vault(), before, TestVault.device(late, Role.OWNER), second);
    assertThat(log.accept(backdated)).isInstanceOf(Acceptance.Accepted.class);
    VaultState state = log.state();
    assertThat(state.mayOpen(second.id())).isFalse();
    assertThat(state.mayOpen(writer.id())).as("admitted before the REVOKE").isTrue();
    assertThat(state.mayOpen(late.id())).as("admitted behind its back").isFalse();
    assertThat(refusal(log.accept(vault.sign(second, new LogBody.Revoke(owner.id())))))
        .contains("no owner");
    add(owner, TestVault.device(second, Role.OWNER));
    assertThat(log.state().mayOpen(second.id())).as("a revoked key stays revoked").isFalse();
  }

  @Test
  void owners_that_revoke_each_other_are_both_out_and_the_recovery_key_lets_a_new_one_in() {
    add(owner, TestVault.device(second, Role.OWNER));
    Set<EntryHash> tips = Set.copyOf(log.tips());
    for (SigningKey[] pair : new SigningKey[][] {{owner, second}, {second, owner}}) {
      LogBody body = new LogBody.Revoke(pair[1].id());
      assertThat(log.accept(VaultLogEntry.sign(log.vault(), tips, body, pair[0])))
          .isInstanceOf(Acceptance.Accepted.class);
    }
    assertThat(log.state().devices()).isEmpty();
    add(vault.recovery, TestVault.device(writer, Role.OWNER));
    assertThat(log.state().isOwner(writer.id())).isTrue();
    assertThat(refusal(log.accept(vault.sign(writer, new LogBody.Revoke(vault.recovery.id())))))
        .contains("recovery key can't be revoked");
  }

  @Test
  void of_concurrent_roles_the_lower_counts_and_a_later_one_replaces_both() {
    Set<EntryHash> tips = Set.copyOf(log.tips());
    for (Role role : List.of(Role.OWNER, Role.READER, Role.WRITER)) {
      log.accept(VaultLogEntry.sign(log.vault(), tips, TestVault.device(writer, role), owner));
    }
    assertThat(log.state().devices().get(writer.id()).role()).isEqualTo(Role.READER);
    add(owner, TestVault.device(writer, Role.WRITER));
    assertThat(log.state().devices().get(writer.id()).role()).isEqualTo(Role.WRITER);
  }

  @Test
  void terms_only_ever_get_longer_even_when_who_lengthened_them_is_revoked() {
    add(owner, TestVault.device(second, Role.OWNER));
    Set<EntryHash> tips = Set.copyOf(log.tips());
    Terms longer = new Terms(48, 1, 1, 1, 40_000);
    add(second, new LogBody.Policy(Optional.empty(), longer));
    add(owner, new LogBody.Policy(Optional.of(folder), new Terms(1, 10_000, 1, 1, 1)));
    log.accept(VaultLogEntry.sign(log.vault(), tips, new LogBody.Revoke(second.id()), owner));
    assertThat(log.state().terms(folder))
        .isEqualTo(new Terms(48, 10_000, 90 * 24, 366 * 24, 40_000));
    assertThat(log.state().terms(new FolderTag(5, 5)).everyHours()).isEqualTo(48);
  }

  @Test
  void a_folder_needs_a_key_space_and_a_root_needs_the_one_before() {
    assertThat(
            refusal(
                log.accept(
                    vault.sign(
                        owner, new LogBody.Folder(folder, 8, Optional.empty(), Opaque.EMPTY)))))
        .contains("key space 0000000000000008 is not in the log");
    assertThat(refusal(log.accept(vault.sign(owner, TestVault.keys(7, 55, 56)))))
        .contains("0000000000000037, is not in the log");
    add(owner, TestVault.keys(7, 7, 56));
    assertThat(
            refusal(
                log.accept(vault.sign(owner, TestVault.keysOf(7, 7, new Bytes32(56, 9, 9, 9))))))
        .contains("another root has the key id");
  }

  @Test
  void the_state_is_the_same_in_whatever_order_entries_come() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<SigningKey> keys = new ArrayList<>(List.of(owner, vault.recovery));
    for (int i = 0; i < 60; i++) {
      List<EntryHash> known =
          log.entries(0).stream()
              .map(VaultLogEntry::hash)
              .filter(it -> it.value().a() % 2 == 0 || random.nextInt(3) > 0)
              .limit(16)
              .toList();
      if (known.isEmpty()) known = List.of(log.genesis().orElseThrow().hash());
      SigningKey author = keys.get(random.nextInt(keys.size()));
      SigningKey subject = TestVault.key(100 + random.nextInt(12));
      keys.add(subject);
      LogBody body =
          switch (random.nextInt(6)) {
            case 0 -> new LogBody.Revoke(keys.get(random.nextInt(keys.size())).id());
            case 1 ->
                new LogBody.Folder(
                    new FolderTag(random.nextInt(3), 0),
                    7,
                    Optional.of(subject.id()),
                    Opaque.EMPTY);
            case 2 ->
                new LogBody.Policy(Optional.empty(), new Terms(random.nextInt(99), 1, 1, 1, 1));
            default -> TestVault.device(subject, Role.values()[random.nextInt(3)]);
          };
      log.accept(VaultLogEntry.sign(log.vault(), known, body, author));
    }
    for (int round = 0; round < 20; round++) {
      VaultLog other = new VaultLog(log.vault());
      List<VaultLogEntry> waiting = new ArrayList<>(log.entries(0));
      while (!waiting.isEmpty()) {
        Collections.shuffle(waiting, random);
        assertThat(waiting.removeIf(it -> !(other.accept(it) instanceof Acceptance.Refused)))
            .as("seed %d", seed)
            .isTrue();
      }
      assertThat(other.state()).as("seed %d", seed).isEqualTo(log.state());
      assertThat(other.tips()).as("seed %d", seed).isEqualTo(log.tips());
    }
  }

  @Test
  void entries_without_effect_are_taken_in_only_up_to_their_bound() {
    add(owner, TestVault.device(second, Role.OWNER));
    Set<EntryHash> tips = Set.copyOf(log.tips());
    add(owner, new LogBody.Revoke(second.id()));
    for (int i = 0; i < VaultLog.VOID_ENTRIES_MAX; i++) {
      LogBody body = new LogBody.Folder(new FolderTag(i, 1), 7, Optional.empty(), Opaque.EMPTY);
      assertThat(log.accept(VaultLogEntry.sign(log.vault(), tips, body, second)))
          .isInstanceOf(Acceptance.Accepted.class);
    }
    LogBody more = new LogBody.Folder(folder, 7, Optional.empty(), Opaque.EMPTY);
    assertThat(refusal(log.accept(VaultLogEntry.sign(log.vault(), tips, more, second))))
        .contains("no effect");
    assertThat(log.state().folders()).isEmpty();
    add(owner, more);
    assertThat(log.state().folders()).containsKey(folder);
  }

  @Test
  void a_log_that_somebody_filled_still_takes_their_revocation() {
    int most = 40;
    VaultLog small = new VaultLog(log.vault(), most);
    vault.entries.forEach(small::accept);
    take(small, owner, TestVault.device(second, Role.OWNER));
    LogBody policy = new LogBody.Policy(Optional.empty(), Terms.DEFAULT);
    while (small.size() < most) take(small, second, policy);
    assertThat(refusal(offer(small, second, policy))).contains("the log is full: 40 entries");
    take(small, owner, new LogBody.Revoke(second.id()));
    assertThat(small.state().mayOpen(second.id())).isFalse();
    while (small.size() < most + VaultLog.RESERVED_ENTRIES_MAX) take(small, vault.recovery, policy);
    assertThat(refusal(offer(small, vault.recovery, policy))).contains("the log is full");
  }

  private static Acceptance offer(VaultLog log, SigningKey author, LogBody body) {
    return log.accept(VaultLogEntry.sign(log.vault(), log.tips(), body, author));
  }

  private static void take(VaultLog log, SigningKey author, LogBody body) {
    assertThat(offer(log, author, body)).isInstanceOf(Acceptance.Accepted.class);
  }

  private void add(SigningKey author, LogBody body) {
    assertThat(log.accept(vault.sign(author, body))).isInstanceOf(Acceptance.Accepted.class);
  }

  private static String refusal(Acceptance acceptance) {
    assertThat(acceptance).isInstanceOf(Acceptance.Refused.class);
    return ((Acceptance.Refused) acceptance).reason();
  }

  private static BoxRecord record(SigningKey box, long revision, String address) {
    PeerId id = box.id();
    return new BoxRecord(id, revision, new Bytes32(1, 1, 1, 1), Optional.empty(), List.of(address));
  }
}
