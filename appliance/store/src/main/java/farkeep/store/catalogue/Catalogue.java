package farkeep.store.catalogue;

import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.VaultId;
import java.io.Closeable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What a box knows at a glance. Vaults, devices, folders and snapshots, with their times, can be
/// made anew from the logs; sessions, events and what came in by day begin again. Nothing is
/// decided by any of it.
///
/// Putting a row replaces the one with the same key. Times are kept to the millisecond. Every
/// implementation passes `CatalogueContract`. Safe for many threads.
public interface Catalogue extends Closeable {
  /// Rows that one question returns.
  int ROWS_MAX = 10_000;

  /// Characters of a role, a kind or a way a session ended.
  int WORD_CHARACTERS_MAX = 64;

  /// Characters of a sentence.
  int SENTENCE_CHARACTERS_MAX = 1_000;

  /// Events that are kept; the oldest go first.
  int EVENTS_MAX = 20_000;

  /// Keeps a vault.
  void put(Vault vault);

  /// All vaults, by id.
  List<Vault> vaults();

  /// Keeps a device. One without a time of its last visit keeps the time that is known.
  void put(Device device);

  /// A device is here: in each of its vaults it was last seen now, or later.
  void seen(PeerId device, Instant at);

  /// The devices of a vault, by id.
  List<Device> devices(VaultId vault);

  /// Keeps a folder.
  void put(Folder folder);

  /// The folders of a vault, by tag.
  List<Folder> folders(VaultId vault);

  /// Keeps a snapshot that was a head.
  void put(Snapshot snapshot);

  /// The newest snapshots of a folder, newest first.
  ///
  /// @param limit at most [#ROWS_MAX]
  List<Snapshot> snapshots(VaultId vault, FolderTag folder, int limit);

  /// How many snapshots are kept, of all vaults.
  long snapshotsKept();

  /// The first entry of a vault's head log that no snapshot is kept for, nor for any after it.
  long nextHeadEntry(VaultId vault);

  /// Adds to what was received on a day.
  void addReceived(Received more);

  /// What was received on the newest days on which anything was, newest first.
  ///
  /// @param limit at most [#ROWS_MAX]
  List<Received> received(int limit);

  /// Keeps a session; its number is the caller's.
  void put(Session session);

  /// The newest sessions, newest first.
  ///
  /// @param limit at most [#ROWS_MAX]
  List<Session> sessions(int limit);

  /// Adds an event and numbers it.
  ///
  /// @return its number: 1 for the first, never given again
  long add(Instant at, Severity severity, String kind, String sentence);

  /// The newest events, newest first.
  ///
  /// @param limit at most [#ROWS_MAX]
  List<Event> events(int limit);

  /// How many events are kept: [#EVENTS_MAX] at most, give or take 1,000.
  long eventsKept();

  @Override
  void close();

  /// A vault that the box keeps.
  ///
  /// @param since when the box took it in
  record Vault(VaultId id, Instant since) {}

  /// A home node that may use a vault.
  ///
  /// @param role a word of the vault log: owner, writer, reader, revoked
  /// @param lastSeen when it was last here; empty for never
  record Device(VaultId vault, PeerId id, String role, Optional<Instant> lastSeen) {}

  /// A folder and its head.
  ///
  /// @param head its newest snapshot; empty before the first
  /// @param moves how often the head was moved
  /// @param movedAt when it was last moved
  record Folder(
      VaultId vault,
      FolderTag tag,
      Optional<ObjectId> head,
      long moves,
      Optional<Instant> movedAt) {}

  /// A snapshot that was a head.
  ///
  /// @param headEntry the number of its entry in the head log
  /// @param sequence of its head move in the folder, counted from 1
  /// @param receivedAt when the box moved the head to it; empty when its clock was not set
  record Snapshot(
      VaultId vault,
      FolderTag folder,
      ObjectId id,
      long headEntry,
      long sequence,
      Optional<Instant> receivedAt) {}

  /// What came in on one day.
  ///
  /// @param day in UTC, by the box's clock
  /// @param objects admitted
  /// @param bytes stored bytes of them
  record Received(LocalDate day, long objects, long bytes) {}

  /// One visit of a home node.
  ///
  /// @param ended empty while it lasts
  /// @param outcome how it ended, in a word
  record Session(
      long number,
      PeerId device,
      Instant began,
      Optional<Instant> ended,
      Traffic traffic,
      String outcome) {}

  /// What a session moved.
  ///
  /// @param objects objects admitted
  /// @param receivedBytes stored bytes received
  /// @param sentBytes stored bytes sent
  record Traffic(long objects, long receivedBytes, long sentBytes) {}

  /// Something that happened.
  record Event(long number, Instant at, Severity severity, String kind, String sentence) {}

  /// How much an event matters.
  enum Severity {
    /// A person would ask.
    INFO,
    /// Handled; look soon.
    WARN,
    /// Data or service at risk.
    ERROR
  }
}
