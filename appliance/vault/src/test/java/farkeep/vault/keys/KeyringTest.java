package farkeep.vault.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.FolderTag;
import farkeep.objects.log.Acceptance;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.LogBody.Role;
import farkeep.objects.log.Opaque;
import farkeep.objects.log.VaultLog;
import farkeep.objects.log.VaultLogEntry;
import farkeep.objects.port.Randomness;
import farkeep.testkit.SeededRandomness;
import farkeep.vault.keys.KeyEntries.Member;
import farkeep.vault.keys.SealedName.Of;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyringTest {
  private final Randomness randomness = new SeededRandomness(11);
  private final RecoveryKey recovery = RecoveryKey.fresh(randomness);
  private final DeviceKeys device = DeviceKeys.fresh(randomness);
  private final VaultLog log = NewVault.found(1, recovery, device, "kitchen", randomness);
  private final KeyEntries entries = new KeyEntries(log.vault(), randomness);

  @Test
  void device_and_recovery_key_open_the_same_keys() {
    KeySpace one = Keyring.open(log, device).common();
    KeySpace other = Keyring.open(log, recovery).common();
    assertThat(one.current().root()).isEqualTo(other.current().root());
    assertThat(one.secrets().bytes()).isEqualTo(other.secrets().bytes());
  }

  @Test
  void a_stranger_opens_nothing() {
    assertThatThrownBy(() -> Keyring.open(log, DeviceKeys.fresh(randomness)))
        .isInstanceOf(CannotOpenException.class)
        .hasMessageContaining("no root of vault");
    assertThatThrownBy(() -> Keyring.open(log, RecoveryKey.fresh(randomness)))
        .isInstanceOf(CannotOpenException.class)
        .hasMessageContaining("not founded with the key on this recovery sheet");
  }

  @Test
  void a_member_of_the_newest_root_reads_what_all_before_sealed() {
    KeySpace space = Keyring.open(log, device).common();
    DeviceKeys late = DeviceKeys.fresh(randomness);
    RootKeys second = RootKeys.fresh(randomness);
    append(entries.next(space, second, members(device)));
    KeySpace rotated = Keyring.open(log, device).common();
    assertThat(rotated.current().keyId()).isEqualTo(second.keyId());
    RootKeys third = RootKeys.fresh(randomness);
    append(entries.next(rotated, third, members(device, late)));
    Keyring ring = Keyring.open(log, late);
    assertThat(ring.common().current().keyId()).isEqualTo(third.keyId());
    assertThat(ring.common().roots()).hasSize(3);
    assertThat(ring.root(space.id()).root()).isEqualTo(space.current().root());
    assertThat(ring.common().secrets().bytes()).isEqualTo(space.secrets().bytes());
  }

  @Test
  void a_device_that_was_left_out_of_a_new_root_keeps_the_old_ones_only() {
    DeviceKeys left = DeviceKeys.fresh(randomness);
    KeySpace space = Keyring.open(log, device).common();
    LogBody.Keys first = log.state().keys().getFirst();
    append(entries.admit(first, space.current(), members(left)));
    RootKeys second = RootKeys.fresh(randomness);
    append(entries.next(space, second, members(device)));
    Keyring ring = Keyring.open(log, left);
    assertThat(ring.root(space.id())).isNotNull();
    assertThatThrownBy(() -> ring.root(second.keyId())).hasMessageContaining("no key space");
    assertThatThrownBy(() -> ring.common().current()).hasMessageContaining("must admit it");
  }

  @Test
  void of_two_roots_made_at_once_both_open_and_the_lower_key_id_is_written_with() {
    KeySpace space = Keyring.open(log, device).common();
    var tips = log.tips();
    RootKeys one = RootKeys.fresh(randomness);
    RootKeys other = RootKeys.fresh(randomness);
    for (RootKeys root : List.of(one, other)) {
      LogBody body = entries.next(space, root, members(device));
      accept(VaultLogEntry.sign(log.vault(), tips, body, device.signing()));
    }
    Keyring ring = Keyring.open(log, device);
    long lower = Long.compareUnsigned(one.keyId(), other.keyId()) < 0 ? one.keyId() : other.keyId();
    assertThat(ring.common().current().keyId()).isEqualTo(lower);
    assertThat(ring.root(one.keyId()).root()).isEqualTo(one.root());
    assertThat(ring.root(other.keyId()).root()).isEqualTo(other.root());
  }

  @Test
  void a_wrap_that_holds_another_root_is_not_believed() {
    LogBody.Keys good = log.state().keys().getFirst();
    RootKeys planted = RootKeys.fresh(randomness);
    LogBody.Keys other = entries.first(planted, members(device));
    DeviceKeys victim = DeviceKeys.fresh(randomness);
    LogBody.Keys forged =
        new LogBody.Keys(
            good.space(),
            0,
            good.commitment(),
            entries.admit(other, planted, members(victim)).wraps(),
            Opaque.EMPTY,
            good.sealedSecrets());
    append(forged);
    assertThatThrownBy(() -> Keyring.open(log, victim)).isInstanceOf(CannotOpenException.class);
  }

  @Test
  void names_and_folder_settings_open_for_members_and_only_where_they_belong() {
    Keyring ring = Keyring.open(log, device);
    RootKeys root = ring.common().current();
    Opaque name = log.state().devices().get(device.id()).sealed();
    assertThat(SealedName.openText(ring, Of.DEVICE, device.id().bytes(), name))
        .isEqualTo("kitchen");
    assertThatThrownBy(() -> SealedName.openText(ring, Of.BOX, device.id().bytes(), name))
        .isInstanceOf(CannotOpenException.class);
    FolderTag tag = FolderTag.of(randomness.bytes(16));
    var settings =
        new FolderSettings("Fotos", FolderSettings.Mode.BACKUP, List.of("*.tmp", "build/"));
    Opaque sealed = settings.seal(root, tag);
    assertThat(FolderSettings.open(ring, tag, sealed)).isEqualTo(settings);
    FolderTag another = FolderTag.of(randomness.bytes(16));
    assertThatThrownBy(() -> FolderSettings.open(ring, another, sealed))
        .isInstanceOf(CannotOpenException.class);
  }

  @Test
  void every_flipped_byte_of_a_sealed_name_is_refused() {
    Keyring ring = Keyring.open(log, device);
    byte[] subject = device.id().bytes();
    byte[] sealed = log.state().devices().get(device.id()).sealed().bytes();
    for (int i = 0; i < sealed.length; i++) {
      byte[] flipped = sealed.clone();
      flipped[i] ^= 1;
      assertThatThrownBy(() -> SealedName.open(ring, Of.DEVICE, subject, Opaque.of(flipped)))
          .as("byte %d", i)
          .isInstanceOf(CannotOpenException.class);
    }
  }

  @Test
  void recovery_lets_a_new_device_in_when_all_others_are_lost() {
    DeviceKeys fresh = DeviceKeys.fresh(randomness);
    Keyring ring = Keyring.open(log, recovery);
    RootKeys root = ring.common().current();
    var body =
        new LogBody.Device(
            fresh.id(),
            fresh.agreementPublic(),
            Role.OWNER,
            SealedName.seal(root, Of.DEVICE, fresh.id().bytes(), "new laptop"));
    accept(VaultLogEntry.sign(log.vault(), log.tips(), body, recovery.signing()));
    LogBody.Keys known = log.state().keys().getFirst();
    LogBody.Keys wraps = entries.admit(known, root, members(fresh));
    accept(VaultLogEntry.sign(log.vault(), log.tips(), wraps, fresh.signing()));
    assertThat(Keyring.open(log, fresh).common().current().root()).isEqualTo(root.root());
  }

  private void append(LogBody body) {
    accept(VaultLogEntry.sign(log.vault(), log.tips(), body, device.signing()));
  }

  private void accept(VaultLogEntry entry) {
    assertThat(log.accept(entry)).isInstanceOf(Acceptance.Accepted.class);
  }

  private static List<Member> members(DeviceKeys... devices) {
    return java.util.Arrays.stream(devices)
        .map(it -> new Member(it.id(), it.agreementPublic()))
        .toList();
  }
}
