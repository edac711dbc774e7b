package farkeep.store.catalogue;

import farkeep.objects.FolderTag;
import farkeep.objects.PeerId;
import farkeep.objects.VaultId;
import farkeep.objects.port.Tasks;
import farkeep.objects.port.Tasks.Inside;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A catalogue on the heap, for simulations and tests.
public final class MemoryCatalogue implements Catalogue {
  private final Tasks.Monitor monitor;
  private final Map<VaultId, Vault> vaults = new TreeMap<>();
  private final Map<PeerId, Map<VaultId, Device>> devices = new TreeMap<>();
  private final Map<String, Folder> folders = new TreeMap<>();
  private final Map<String, Snapshot> snapshots = new TreeMap<>();
  private final Map<Long, Session> sessions = new TreeMap<>(Comparator.reverseOrder());
  private final Map<LocalDate, Received> received = new TreeMap<>(Comparator.reverseOrder());
  private final Deque<Event> events = new ArrayDeque<>();
  private long lastEvent;

  /// @param tasks whose monitor guards the rows
  public MemoryCatalogue(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  @Override
  public void put(Vault vault) {
    try (Inside _ = monitor.inside()) {
      vaults.put(vault.id(), new Vault(vault.id(), millis(vault.since())));
    }
  }

  @Override
  public List<Vault> vaults() {
    try (Inside _ = monitor.inside()) {
      return List.copyOf(vaults.values());
    }
  }

  @Override
  public void put(Device device) {
    RowBounds.checkWord(device.role());
    try (Inside _ = monitor.inside()) {
      Map<VaultId, Device> rows = devices.computeIfAbsent(device.id(), _ -> new TreeMap<>());
      Device known = rows.get(device.vault());
      Optional<Instant> before = known == null ? Optional.empty() : known.lastSeen();
      Optional<Instant> lastSeen = device.lastSeen().map(MemoryCatalogue::millis).or(() -> before);
      rows.put(device.vault(), new Device(device.vault(), device.id(), device.role(), lastSeen));
    }
  }

  @Override
  public void seen(PeerId device, Instant at) {
    try (Inside _ = monitor.inside()) {
      Map<VaultId, Device> rows = devices.get(device);
      if (rows == null) return;
      rows.replaceAll((vault, row) -> {
        Instant last = row.lastSeen().filter(millis(at)::isBefore).orElse(millis(at));
        return new Device(vault, device, row.role(), Optional.of(last));
      });
    }
  }

  @Override
  public List<Device> devices(VaultId vault) {
    try (Inside _ = monitor.inside()) {
      return devices.values().stream()
          .filter(rows -> rows.containsKey(vault))
          .map(rows -> rows.get(vault))
          .toList();
    }
  }

  @Override
  public void put(Folder folder) {
    try (Inside _ = monitor.inside()) {
      Folder row =
          new Folder(
              folder.vault(),
              folder.tag(),
              folder.head(),
              folder.moves(),
              folder.movedAt().map(MemoryCatalogue::millis));
      folders.put(folder.vault() + " " + folder.tag(), row);
    }
  }

  @Override
  public List<Folder> folders(VaultId vault) {
    try (Inside _ = monitor.inside()) {
      return folders.values().stream().filter(row -> row.vault().equals(vault)).toList();
    }
  }

  @Override
  public void put(Snapshot snapshot) {
    try (Inside _ = monitor.inside()) {
      Snapshot row =
          new Snapshot(
              snapshot.vault(),
              snapshot.folder(),
              snapshot.id(),
              snapshot.headEntry(),
              snapshot.sequence(),
              snapshot.receivedAt().map(MemoryCatalogue::millis));
      snapshots.put("%s %d".formatted(snapshot.vault(), snapshot.headEntry()), row);
    }
  }

  @Override
  public List<Snapshot> snapshots(VaultId vault, FolderTag folder, int limit) {
    RowBounds.checkLimit(limit);
    try (Inside _ = monitor.inside()) {
      return snapshots.values().stream()
          .filter(row -> row.vault().equals(vault) && row.folder().equals(folder))
          .sorted(Comparator.comparing(Snapshot::headEntry).reversed())
          .limit(limit)
          .toList();
    }
  }

  @Override
  public long snapshotsKept() {
    try (Inside _ = monitor.inside()) {
      return snapshots.size();
    }
  }

  @Override
  public long nextHeadEntry(VaultId vault) {
    try (Inside _ = monitor.inside()) {
      return 1
          + snapshots.values().stream()
              .filter(row -> row.vault().equals(vault))
              .mapToLong(Snapshot::headEntry)
              .max()
              .orElse(-1);
    }
  }

  @Override
  public void addReceived(Received more) {
    try (Inside _ = monitor.inside()) {
      received.merge(
          more.day(),
          more,
          (one, other) ->
              new Received(
                  one.day(), one.objects() + other.objects(), one.bytes() + other.bytes()));
    }
  }

  @Override
  public List<Received> received(int limit) {
    RowBounds.checkLimit(limit);
    try (Inside _ = monitor.inside()) {
      return received.values().stream().limit(limit).toList();
    }
  }

  @Override
  public void put(Session session) {
    RowBounds.checkWord(session.outcome());
    try (Inside _ = monitor.inside()) {
      Session row =
          new Session(
              session.number(),
              session.device(),
              millis(session.began()),
              session.ended().map(MemoryCatalogue::millis),
              session.traffic(),
              session.outcome());
      sessions.put(session.number(), row);
    }
  }

  @Override
  public List<Session> sessions(int limit) {
    RowBounds.checkLimit(limit);
    try (Inside _ = monitor.inside()) {
      return sessions.values().stream().limit(limit).toList();
    }
  }

  @Override
  public long add(Instant at, Severity severity, String kind, String sentence) {
    RowBounds.checkWord(kind);
    try (Inside _ = monitor.inside()) {
      String cut = RowBounds.cut(sentence);
      events.addFirst(new Event(++lastEvent, millis(at), severity, kind, cut));
      if (events.size() > EVENTS_MAX) events.removeLast();
      return lastEvent;
    }
  }

  @Override
  public List<Event> events(int limit) {
    RowBounds.checkLimit(limit);
    try (Inside _ = monitor.inside()) {
      return events.stream().limit(limit).toList();
    }
  }

  @Override
  public long eventsKept() {
    try (Inside _ = monitor.inside()) {
      return events.size();
    }
  }

  @Override
  public void close() {}

  private static Instant millis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }
}
