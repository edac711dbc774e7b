package farkeep.store.catalogue;

import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.VaultId;
import farkeep.objects.port.Tasks;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A catalogue in an H2 database, on one connection.
final class H2Catalogue implements Catalogue {
  /// How many events are added between two clearings of the oldest.
  private static final int CLEARED_EVERY = 1_000;

  private final Statements statements;
  private final CatalogueSeal seal;

  /// @param connection to a database of the newest schema; closed with this
  /// @param seal put on when it is closed
  H2Catalogue(Connection connection, Tasks.Monitor monitor, CatalogueSeal seal) {
    this.statements = new Statements(connection, monitor);
    this.seal = seal;
  }

  @Override
  public void put(Vault vault) {
    change("merge into vault values(?, ?)", vault.id().bytes(), Statements.time(vault.since()));
  }

  @Override
  public List<Vault> vaults() {
    return ask(
        row -> new Vault(VaultId.of(row.getBytes(1)), Statements.time(row, 2)),
        "select id, since from vault order by id");
  }

  @Override
  public void put(Device device) {
    RowBounds.checkWord(device.role());
    change(
        """
        merge into device d using (values(cast(? as binary(32)), cast(? as binary(32)), ?,
          cast(? as timestamp(3) with time zone))) n(vault, id, role, last_seen)
        on d.vault = n.vault and d.id = n.id
        when matched then update set role = n.role, last_seen = coalesce(n.last_seen, d.last_seen)
        when not matched then insert values(n.vault, n.id, n.role, n.last_seen)
        """,
        device.vault().bytes(),
        device.id().bytes(),
        device.role(),
        Statements.time(device.lastSeen().orElse(null)));
  }

  @Override
  public void seen(PeerId device, Instant at) {
    change(
        "update device set last_seen = greatest(?, coalesce(last_seen, ?)) where id = ?",
        Statements.time(at),
        Statements.time(at),
        device.bytes());
  }

  @Override
  public List<Device> devices(VaultId vault) {
    return ask(
        row ->
            new Device(
                vault, PeerId.of(row.getBytes(1)), row.getString(2), Statements.timeOrNone(row, 3)),
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
        Statements.time(folder.movedAt().orElse(null)));
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
                Statements.timeOrNone(row, 4)),
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
        Statements.time(snapshot.receivedAt().orElse(null)));
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
                Statements.timeOrNone(row, 4)),
        """
        select id, head_entry, sequence, received_at from snapshot
        where vault = ? and folder = ? order by head_entry desc limit ?
        """,
        vault.bytes(),
        folder.bytes(),
        limit);
  }

  @Override
  public long snapshotsKept() {
    return ask(row -> row.getLong(1), "select count(*) from snapshot").getFirst();
  }

  @Override
  public long nextHeadEntry(VaultId vault) {
    return ask(
            row -> row.getLong(1),
            "select coalesce(max(head_entry), -1) + 1 from snapshot where vault = ?",
            (Object) vault.bytes())
        .getFirst();
  }

  @Override
  public void addReceived(Received more) {
    change(
        """
        merge into received r using (values(cast(? as date), cast(? as bigint), cast(? as bigint)))
          n(on_day, objects, bytes) on r.on_day = n.on_day
        when matched then update set objects = r.objects + n.objects, bytes = r.bytes + n.bytes
        when not matched then insert values(n.on_day, n.objects, n.bytes)
        """,
        more.day(),
        more.objects(),
        more.bytes());
  }

  @Override
  public List<Received> received(int limit) {
    RowBounds.checkLimit(limit);
    return ask(
        row -> new Received(row.getObject(1, LocalDate.class), row.getLong(2), row.getLong(3)),
        "select on_day, objects, bytes from received order by on_day desc limit ?",
        limit);
  }

  @Override
  public void put(Session session) {
    RowBounds.checkWord(session.outcome());
    change(
        "merge into session values(?, ?, ?, ?, ?, ?, ?, ?)",
        session.number(),
        session.device().bytes(),
        Statements.time(session.began()),
        Statements.time(session.ended().orElse(null)),
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
                Statements.time(row, 3),
                Statements.timeOrNone(row, 4),
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
                Statements.time(at),
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
                Statements.time(row, 2),
                Severity.valueOf(row.getString(3)),
                row.getString(4),
                row.getString(5)),
        "select number, happened_at, severity, kind, sentence from event order by number desc limit"
            + " ?",
        limit);
  }

  @Override
  public long eventsKept() {
    return ask(row -> row.getLong(1), "select count(*) from event").getFirst();
  }

  @Override
  public void close() {
    statements.close();
    seal.put();
  }

  private void change(String sql, @Nullable Object... values) {
    statements.change(sql, values);
  }

  private <T> List<T> ask(Statements.Row<T> reader, String sql, @Nullable Object... values) {
    return statements.ask(reader, sql, values);
  }
}
