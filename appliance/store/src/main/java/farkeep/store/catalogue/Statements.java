package farkeep.store.catalogue;

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

/// Statements on one connection, one at a time. Whatever fails is a [CatalogueException].
final class Statements {
  private final Connection connection;
  private final Tasks.Monitor monitor;

  /// @param connection closed with this
  Statements(Connection connection, Tasks.Monitor monitor) {
    this.connection = connection;
    this.monitor = monitor;
  }

  /// Makes a value of the row that the result stands on.
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  void change(String sql, @Nullable Object... values) {
    try (Inside _ = monitor.inside();
        PreparedStatement statement = prepare(sql, values)) {
      statement.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  <T> List<T> ask(Row<T> reader, String sql, @Nullable Object... values) {
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

  static @Nullable Object time(@Nullable Instant time) {
    if (time == null) return null;
    return time.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }

  static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static Optional<Instant> timeOrNone(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  void close() {
    try (Inside _ = monitor.inside()) {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
