package farkeep.store.catalogue;

import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.VaultId;
import farkeep.objects.port.Tasks;
import farkeep.objects.port.Tasks.Inside;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A catalogue in an H2 database, on one connection.
final class H2Catalogue implements Catalogue {
  /// How many events are added between two clearings of the oldest.
  private static final int CLEARED_EVERY = 1_000;

  private final Connection connection;
  private final Tasks.Monitor monitor;

  /// @param connection to a database of the newest schema; closed with this
  H2Catalogue(Connection connection, Tasks.Monitor monitor) {
    this.connection = connection;
    this.monitor = monitor;
  }

  /// Makes a value of the row that the result stands on.
  @FunctionalInterface
  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private void change(String sql, @Nullable Object... values) {
    try (Inside _ = monitor.inside();
        PreparedStatement statement = prepare(sql, values)) {
      statement.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private <T> List<T> ask(Row<T> reader, String sql, @Nullable Object... values) {
    List<T> found = new ArrayList<>();
    try (Inside _ = monitor.inside();
        PreparedStatement statement = prepare(sql, values);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) found.add(reader.read(rows));
      return found;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
    return statement;
  }

  private static CatalogueException failed(SQLException e) {
    return new CatalogueException(
        "the catalogue failed: %s; it is made anew when the box starts again"
            .formatted(e.getMessage()),
        e);
  }

  private static @Nullable Object time(@Nullable Instant time) {
    if (time == null) return null;
    return time.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static Optional<Instant> timeOrNone(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  @Override
  public void put(Vault vault) {
    change("merge into vault values(?, ?)", vault.id().bytes(), time(vault.since()));
  }

  @Override
  public List<Vault> vaults() {
    return ask(
        row -> new Vault(VaultId.of(row.getBytes(1)), time(row, 2)),
        "select id, since from vault order by id");
  }

  @Override
  public void put(Device device) {
    RowBounds.checkWord(device.role());
    change(
        "merge into device values(?, ?, ?, ?)",
        device.vault().bytes(),
        device.id().bytes(),
        device.role(),
        time(device.lastSeen().orElse(null)));
  }

  @Override
  public List<Device> devices(VaultId vault) {
    return ask(
        row -> new Device(vault, PeerId.of(row.getBytes(1)), row.getString(2), timeOrNone(row, 3)),
        "select id, role, last_seen from device where vault = ? order by id",
        (Object) vault.bytes());
  }

  @Override
  public void put(Folder folder) {
    change(
        "merge into folder values(?, ?, ?, ?, ?)",
        folder.vault().bytes(),
        folder.tag().bytes(),
        folder.head().map(ObjectId::bytes).orElse(null),
        folder.moves(),
        time(folder.movedAt().orElse(null)));
  }

  @Override
  public List<Folder> folders(VaultId vault) {
    return ask(
        row ->
            new Folder(
                vault,
                FolderTag.of(row.getBytes(1)),
                Optional.ofNullable(row.getBytes(2)).map(ObjectId::of),
                row.getLong(3),
                timeOrNone(row, 4)),
        "select tag, head, moves, moved_at from folder where vault = ? order by tag",
        (Object) vault.bytes());
  }

  @Override
  public void put(Snapshot snapshot) {
    change(
        "merge into snapshot values(?, ?, ?, ?, ?, ?)",
        snapshot.vault().bytes(),
        snapshot.headEntry(),
        snapshot.folder().bytes(),
        snapshot.id().bytes(),
        snapshot.sequence(),
        time(snapshot.receivedAt()));
  }

  @Override
  public List<Snapshot> snapshots(VaultId vault, FolderTag folder, int limit) {
    RowBounds.checkLimit(limit);
    return ask(
        row ->
            new Snapshot(
                vault,
                folder,
                ObjectId.of(row.getBytes(1)),
                row.getLong(2),
                row.getLong(3),
                time(row, 4)),
        """
        select id, head_entry, sequence, received_at from snapshot
        where vault = ? and folder = ? order by head_entry desc limit ?
        """,
        vault.bytes(),
        folder.bytes(),
        limit);
  }

  @Override
  public void put(Session session) {
    RowBounds.checkWord(session.outcome());
    change(
        "merge into session values(?, ?, ?, ?, ?, ?, ?, ?)",
        session.number(),
        session.device().bytes(),
        time(session.began()),
        time(session.ended().orElse(null)),
        session.traffic().objects(),
        session.traffic().receivedBytes(),
        session.traffic().sentBytes(),
        session.outcome());
  }

  @Override
  public List<Session> sessions(int limit) {
    RowBounds.checkLimit(limit);
    return ask(
        row ->
            new Session(
                row.getLong(1),
                PeerId.of(row.getBytes(2)),
                time(row, 3),
                timeOrNone(row, 4),
                new Traffic(row.getLong(5), row.getLong(6), row.getLong(7)),
                row.getString(8)),
        """
        select number, device, began, ended, objects, received_bytes, sent_bytes, outcome
        from session order by number desc limit ?
        """,
        limit);
  }

  @Override
  public long add(Instant at, Severity severity, String kind, String sentence) {
    RowBounds.checkWord(kind);
    long number =
        ask(
                row -> row.getLong(1),
                """
                select number from final table (insert into event(happened_at, severity, kind, sentence)
                values(?, ?, ?, ?))
                """,
                time(at),
                severity.name(),
                kind,
                RowBounds.cut(sentence))
            .getFirst();
    if (number % CLEARED_EVERY == 0) {
      change("delete from event where number <= ?", number - EVENTS_MAX);
    }
    return number;
  }

  @Override
  public List<Event> events(int limit) {
    RowBounds.checkLimit(limit);
    return ask(
        row ->
            new Event(
                row.getLong(1),
                time(row, 2),
                Severity.valueOf(row.getString(3)),
                row.getString(4),
                row.getString(5)),
        "select number, happened_at, severity, kind, sentence from event order by number desc limit ?",
        limit);
  }

  @Override
  public long eventsKept() {
    return ask(row -> row.getLong(1), "select count(*) from event").getFirst();
  }

  @Override
  public void close() {
    try (Inside _ = monitor.inside()) {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
