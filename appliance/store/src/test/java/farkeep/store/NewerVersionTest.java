package farkeep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.store.ObjectStore.Admission;
import farkeep.store.pack.UnknownVersionException;
import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.objects.SampleObjects;
import farkeep.testkit.objects.SampleObjects.Sample;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/// Files that a newer program has written, by the part of their form that no version changes.
class NewerVersionTest {
  private static final String PACK = "vaults/one/packs/00/0000000000000001.pk";
  private static final String LOG = "vaults/one/vault.log";
  private static final String TWIN = "vaults/one/twin/vault.log";
  private static final int NEWER = 9;

  private final SimulatedDisk disk = new SimulatedDisk(1 << 30);
  private final Sample sample = new SampleObjects(7).chunk(1_000);

  private interface Use {
    void of(VaultStore store) throws Exception;
  }

  private void with(Use use) {
    SimulatedTasks tasks = new SimulatedTasks(5);
    tasks.run(() -> {
      try (VaultStore store =
          WitnessedStore.open(tasks, disk, TestSettings.SMALL, new ArrayList<>())) {
        use.of(store);
      }
    });
  }

  private void keepSome() {
    with(store -> {
      assertThat(store.admit(sample.id(), sample.stored())).isInstanceOf(Admission.Admitted.class);
      store.vaultLog().append(List.of("entry 0".getBytes(), "entry 1".getBytes()));
    });
  }

  private void isKept() {
    with(store -> assertThat(store.get(sample.id())).get().isEqualTo(sample.stored()));
  }

  @Test
  void a_pack_of_a_newer_version_is_refused_though_the_index_knows_it_and_left_as_it_is()
      throws Exception {
    keepSome();
    for (int at : new int[] {0, 2_048}) renew(PACK, at, 52, 56, new byte[8]);
    byte[] before = bytes(PACK);

    isRefused(PACK);
    disk.delete("vaults/one/index.fki");
    isRefused(PACK);

    assertThat(bytes(PACK)).isEqualTo(before);
    assertThat(disk.list("vaults/one/quarantine")).isEmpty();
  }

  @Test
  void an_entry_of_a_newer_version_is_refused_and_not_cut_off_as_a_torn_tail() throws Exception {
    keepSome();
    for (String each : new String[] {LOG, TWIN}) {
      renew(each, 192, 124, 128 + "entry 1".length(), new byte[0]);
    }
    byte[] before = bytes(LOG);

    isRefused(LOG);

    assertThat(bytes(LOG)).isEqualTo(before);
  }

  @Test
  void a_version_that_rotted_is_no_newer_version() throws Exception {
    keepSome();
    disk.rot(PACK, 4, 8);

    isKept();
    disk.rot(PACK, 2_048 + 4, 8);
    isKept();
    disk.rot(LOG, 192 + 4, 8);
    assertThatCode(this::isKept).doesNotThrowAnyException();
  }

  private void isRefused(String file) {
    assertThatThrownBy(() -> with(_ -> {}))
        .hasRootCauseInstanceOf(UnknownVersionException.class)
        .rootCause()
        .hasMessageContaining(file + " has format version 9; this program knows version 1")
        .hasMessageContaining("update farkeep-box");
  }

  private byte[] bytes(String name) throws IOException {
    try (DiskFile file = disk.open(name, Disk.Access.READ)) {
      ByteBuffer all = ByteBuffer.allocate((int) file.size());
      file.read(0, all);
      return all.array();
    }
  }

  /// Writes a newer version into a head, and the checksum that it needs.
  ///
  /// @param checksumAt where it stands, from the head's beginning; it covers all else
  /// @param bytes of the head with all that the checksum covers
  /// @param salt what the checksum begins with
  private void renew(String name, int at, int checksumAt, int bytes, byte[] salt)
      throws IOException {
    try (DiskFile file = disk.open(name, Disk.Access.READ_WRITE)) {
      ByteBuffer head = ByteBuffer.allocate(bytes);
      file.read(at, head);
      head.put(4, (byte) NEWER);
      CRC32C sum = new CRC32C();
      sum.update(salt);
      sum.update(head.slice(0, checksumAt));
      sum.update(head.slice(checksumAt + 4, bytes - checksumAt - 4));
      head.putInt(checksumAt, (int) sum.getValue());
      file.write(at, head.clear());
      file.force();
    }
  }
}
