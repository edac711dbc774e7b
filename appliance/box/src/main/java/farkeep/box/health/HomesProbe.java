package farkeep.box.health;

import farkeep.store.catalogue.Catalogue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What the box knows of its home nodes: from its catalogue, and from what comes in now. For one
/// task at a time.
final class HomesProbe {
  /// How long after the last byte the box still counts as receiving.
  static final Duration RECEIVING_FOR = Duration.ofSeconds(3);

  /// Over how many days the rate is taken, today apart.
  static final int RATE_DAYS = 14;

  /// Days below which there is no rate.
  static final int RATE_DAYS_MIN = 3;

  private final Catalogue catalogue;
  private final Homes live;
  private long received;
  private Duration receivedAt = RECEIVING_FOR.negated();

  HomesProbe(Catalogue catalogue, Homes live) {
    this.catalogue = catalogue;
    this.live = live;
  }

  /// @param paired whether the box keeps a vault
  /// @param running how long it has been running
  Findings.Homes ask(boolean paired, Duration running, Instant now) {
    long bytes = live.receivedBytes().getAsLong();
    if (bytes != received) {
      received = bytes;
      receivedAt = running;
    }
    List<Catalogue.Vault> vaults = catalogue.vaults();
    Stream<Instant> seen =
        vaults.stream()
            .flatMap(vault -> catalogue.devices(vault.id()).stream())
            .flatMap(device -> device.lastSeen().stream());
    Findings.Contact contact = live.contact().get();
    Stream<Instant> here = contact.isHere() ? Stream.of(now) : Stream.empty();
    Optional<Instant> newestCopy =
        vaults.stream()
            .flatMap(vault -> catalogue.folders(vault.id()).stream())
            .flatMap(folder -> folder.movedAt().stream())
            .max(Instant::compareTo);
    return new Findings.Homes(
        paired,
        Stream.concat(seen, here).max(Instant::compareTo),
        newestCopy,
        running.minus(receivedAt).compareTo(RECEIVING_FOR) < 0,
        live.pairing().get().map(now::plus),
        contact);
  }

  /// Bytes a day on average of the days before today.
  OptionalLong bytesADay(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate from = today.minusDays(RATE_DAYS);
    List<Catalogue.Received> days =
        catalogue.received(RATE_DAYS + 1).stream()
            .filter(day -> day.day().isBefore(today) && !day.day().isBefore(from))
            .toList();
    Optional<LocalDate> first =
        days.stream().map(Catalogue.Received::day).min(LocalDate::compareTo);
    if (first.isEmpty()) return OptionalLong.empty();
    long over = first.get().until(today, ChronoUnit.DAYS);
    if (over < RATE_DAYS_MIN) return OptionalLong.empty();
    return OptionalLong.of(days.stream().mapToLong(Catalogue.Received::bytes).sum() / over);
  }
}
