package farkeep.store.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.Bytes32;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.VaultId;
import farkeep.store.catalogue.Catalogue.Device;
import farkeep.store.catalogue.Catalogue.Event;
import farkeep.store.catalogue.Catalogue.Folder;
import farkeep.store.catalogue.Catalogue.Received;
import farkeep.store.catalogue.Catalogue.Session;
import farkeep.store.catalogue.Catalogue.Severity;
import farkeep.store.catalogue.Catalogue.Snapshot;
import farkeep.store.catalogue.Catalogue.Traffic;
import farkeep.store.catalogue.Catalogue.Vault;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every catalogue does.
abstract class CatalogueContract {
  static final VaultId VAULT = new VaultId(new Bytes32(1, 0, 0, 0));
  static final VaultId OTHER = new VaultId(new Bytes32(-1, 0, 0, 0));
  static final FolderTag FOLDER = new FolderTag(3, 4);
  static final Instant THEN = Instant.parse("2026-03-01T10:20:30.456Z");

  abstract Catalogue catalogue();

  private static PeerId peer(long number) {
    return new PeerId(new Bytes32(number, 0, 0, 0));
  }

  private static ObjectId object(long number) {
    return new ObjectId(new Bytes32(number, 0, 0, 0));
  }

  @Test
  void vaults_are_kept_and_replaced() {
    catalogue().put(new Vault(OTHER, THEN));
    catalogue().put(new Vault(VAULT, THEN));
    catalogue().put(new Vault(VAULT, THEN.plusNanos(1_234_567)));
    assertThat(catalogue().vaults())
        .containsExactly(new Vault(VAULT, THEN.plusMillis(1)), new Vault(OTHER, THEN));
  }

  @Test
  void devices_belong_to_their_vault() {
    catalogue().put(new Device(VAULT, peer(2), "writer", Optional.empty()));
    catalogue().put(new Device(VAULT, peer(1), "owner", Optional.of(THEN)));
    catalogue().put(new Device(OTHER, peer(2), "reader", Optional.empty()));
    catalogue().put(new Device(VAULT, peer(2), "revoked", Optional.of(THEN)));
    assertThat(catalogue().devices(VAULT))
        .containsExactly(
            new Device(VAULT, peer(1), "owner", Optional.of(THEN)),
            new Device(VAULT, peer(2), "revoked", Optional.of(THEN)));
    assertThat(catalogue().devices(OTHER)).hasSize(1);
  }

  @Test
  void a_device_was_last_seen_when_it_was_here_last_whatever_is_put_later() {
    catalogue().put(new Device(VAULT, peer(1), "owner", Optional.empty()));
    catalogue().put(new Device(OTHER, peer(1), "reader", Optional.empty()));
    catalogue().put(new Device(VAULT, peer(2), "writer", Optional.empty()));
    catalogue().seen(peer(1), THEN.plusSeconds(9));
    catalogue().seen(peer(1), THEN);
    catalogue().seen(peer(3), THEN); // nobody knows it, and nobody is to
    catalogue().put(new Device(VAULT, peer(1), "writer", Optional.empty()));
    assertThat(catalogue().devices(VAULT))
        .containsExactly(
            new Device(VAULT, peer(1), "writer", Optional.of(THEN.plusSeconds(9))),
            new Device(VAULT, peer(2), "writer", Optional.empty()));
    assertThat(catalogue().devices(OTHER))
        .containsExactly(new Device(OTHER, peer(1), "reader", Optional.of(THEN.plusSeconds(9))));
  }

  @Test
  void what_came_in_is_added_up_by_day_newest_first() {
    LocalDate day = LocalDate.parse("2026-03-01");
    catalogue().addReceived(new Received(day, 1, 10));
    catalogue().addReceived(new Received(day.plusDays(1), 3, 5));
    catalogue().addReceived(new Received(day, 2, 20));
    assertThat(catalogue().received(9))
        .containsExactly(new Received(day.plusDays(1), 3, 5), new Received(day, 3, 30));
    assertThat(catalogue().received(1)).hasSize(1);
  }

  @Test
  void the_next_head_entry_is_behind_all_snapshots_of_the_vault() {
    assertThat(catalogue().nextHeadEntry(VAULT)).isZero();
    catalogue().put(new Snapshot(VAULT, FOLDER, object(1), 7, 1, Optional.empty()));
    assertThat(catalogue().nextHeadEntry(VAULT)).isEqualTo(8);
    assertThat(catalogue().nextHeadEntry(OTHER)).isZero();
  }

  @Test
  void folders_have_a_head_or_none() {
    Folder without = new Folder(VAULT, FOLDER, Optional.empty(), 0, Optional.empty());
    Folder with = new Folder(VAULT, FOLDER, Optional.of(object(9)), 1, Optional.of(THEN));
    catalogue().put(without);
    assertThat(catalogue().folders(VAULT)).containsExactly(without);
    catalogue().put(with);
    assertThat(catalogue().folders(VAULT)).containsExactly(with);
    assertThat(catalogue().folders(OTHER)).isEmpty();
  }

  @Test
  void snapshots_are_given_newest_first() {
    for (int i = 0; i < 20; i++) {
      catalogue().put(new Snapshot(VAULT, FOLDER, object(i), i, i + 1, Optional.of(THEN)));
    }
    catalogue().put(new Snapshot(VAULT, new FolderTag(0, 1), object(77), 77, 1, Optional.empty()));
    assertThat(catalogue().snapshotsKept()).isEqualTo(21);
    assertThat(catalogue().snapshots(VAULT, FOLDER, 3))
        .extracting(Snapshot::headEntry)
        .containsExactly(19L, 18L, 17L);
    assertThat(catalogue().snapshots(VAULT, FOLDER, 1))
        .containsExactly(new Snapshot(VAULT, FOLDER, object(19), 19, 20, Optional.of(THEN)));
    assertThat(catalogue().snapshots(OTHER, FOLDER, 3)).isEmpty();
  }

  @Test
  void sessions_are_given_newest_first() {
    Session open = new Session(2, peer(1), THEN, Optional.empty(), new Traffic(1, 2, 3), "open");
    Session ended =
        new Session(2, peer(1), THEN, Optional.of(THEN), new Traffic(4, 5, 6), "closed by home");
    catalogue().put(new Session(1, peer(1), THEN, Optional.empty(), new Traffic(0, 0, 0), "open"));
    catalogue().put(open);
    catalogue().put(ended);
    assertThat(catalogue().sessions(1)).containsExactly(ended);
    assertThat(catalogue().sessions(9)).extracting(Session::number).containsExactly(2L, 1L);
  }

  @Test
  void events_are_numbered_and_given_newest_first() {
    assertThat(catalogue().add(THEN, Severity.INFO, "started", "The box started.")).isEqualTo(1);
    assertThat(catalogue().add(THEN, Severity.ERROR, "disk", "The disk failed.")).isEqualTo(2);
    assertThat(catalogue().events(10))
        .containsExactly(
            new Event(2, THEN, Severity.ERROR, "disk", "The disk failed."),
            new Event(1, THEN, Severity.INFO, "started", "The box started."));
  }

  @Test
  void the_oldest_events_go_first() {
    int added = Catalogue.EVENTS_MAX + 1_000;
    for (int i = 0; i < added; i++) catalogue().add(THEN, Severity.INFO, "tick", "Tick.");
    assertThat(catalogue().events(1).getFirst().number()).isEqualTo(added);
    assertThat(catalogue().eventsKept()).isEqualTo(Catalogue.EVENTS_MAX);
  }

  @Test
  void long_sentences_are_cut_and_long_words_refused() {
    catalogue().add(THEN, Severity.INFO, "long", "x".repeat(5_000));
    assertThat(catalogue().events(1).getFirst().sentence())
        .hasSize(Catalogue.SENTENCE_CHARACTERS_MAX);
    String word = "w".repeat(Catalogue.WORD_CHARACTERS_MAX);
    catalogue().put(new Device(VAULT, peer(1), word, Optional.empty()));
    assertThatThrownBy(() -> catalogue().add(THEN, Severity.INFO, word + "w", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> catalogue().events(Catalogue.ROWS_MAX + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> catalogue().sessions(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
