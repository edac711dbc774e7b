package farkeep.store.catalogue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The tables, and how an older catalogue becomes a newer one. The table `schema_version` says
/// which it is.
final class Schema {
  /// The steps to each version from the one before.
  private static final List<String> STEPS =
      List.of(
          """
          create table vault(id binary(32) primary key, since timestamp(3) with time zone not null);
          create table device(vault binary(32), id binary(32), role varchar(64) not null,
            last_seen timestamp(3) with time zone, primary key(vault, id));
          create table folder(vault binary(32), tag binary(16), head binary(32), moves bigint not null,
            moved_at timestamp(3) with time zone, primary key(vault, tag));
          create table snapshot(vault binary(32), head_entry bigint, folder binary(16) not null,
            id binary(32) not null, sequence bigint not null,
            received_at timestamp(3) with time zone not null, primary key(vault, head_entry));
          create table session(number bigint primary key, device binary(32) not null,
            began timestamp(3) with time zone not null, ended timestamp(3) with time zone,
            objects bigint not null, received_bytes bigint not null, sent_bytes bigint not null,
            outcome varchar(64) not null);
          create table event(number bigint generated always as identity primary key,
            happened_at timestamp(3) with time zone not null, severity varchar(8) not null,
            kind varchar(64) not null, sentence varchar(1000) not null)
          """,
          """
          create index snapshot_by_folder on snapshot(vault, folder, head_entry desc)
          """,
          """
          alter table snapshot alter column received_at drop not null;
          create table received(on_day date primary key, objects bigint not null, bytes bigint not null)
          """);

  /// The version that this program writes.
  static final int VERSION = STEPS.size();

  private Schema() {}

  /// Brings a database to [#VERSION].
  ///
  /// @throws SQLException it is newer than this program, or not one of ours
  static void bringUp(Connection connection) throws SQLException {
    bringUp(connection, VERSION);
  }

  /// One at a time: an attempt to open that was given up may still be at work on the database that
  /// the next one opens.
  static synchronized void bringUp(Connection connection, int target) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists schema_version(version int primary key)");
      int version = version(statement);
      if (version > target) {
        throw new SQLException(
            "catalogue has schema version %d; this program knows %d".formatted(version, target));
      }
      for (String step : STEPS.subList(version, target)) {
        for (String each : step.split(";")) statement.execute(each);
        statement.execute("insert into schema_version values(" + ++version + ")");
      }
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("select max(version) from schema_version")) {
      row.next();
      return row.getInt(1);
    }
  }
}
