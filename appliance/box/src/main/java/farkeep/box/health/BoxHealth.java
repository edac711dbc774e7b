package farkeep.box.health;

import farkeep.box.replication.KeptVault;
import farkeep.box.replication.Vaults;
import farkeep.link.protocol.Health;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Disk;
import farkeep.store.StoreUsage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Looks after the box every minute and at each change, and says how it is. Safe for many threads.
public final class BoxHealth {
  /// How often it looks when nothing changes.
  public static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final Alarm alarm;
  private final Clocks clocks;
  private final Disk disk;
  private final Vaults vaults;

  /// @param disk where the vaults lie
  public BoxHealth(Alarm alarm, Clocks clocks, Disk disk, Vaults vaults) {
    this.alarm = alarm;
    this.clocks = clocks;
    this.disk = disk;
    this.vaults = vaults;
  }

  /// How the box is now.
  ///
  /// @throws IOException the disk can't be asked
  public Health look() throws IOException {
    List<KeptVault> all = vaults.all();
    long packBytes = 0;
    long objects = 0;
    long free = disk.freeBytes();
    for (KeptVault vault : all) {
      StoreUsage usage = vault.store().usage();
      packBytes += usage.packBytes();
      objects += usage.objects();
      free = Math.min(free, usage.freeBytes());
    }
    return Health.newBuilder()
        .setFreeBytes(free)
        .setTotalBytes(disk.totalBytes())
        .setWallMillis(clocks.wall().toEpochMilli())
        .setSentence(sentence(all, free) + figures(all.size(), objects, packBytes, free))
        .build();
  }

  private String sentence(List<KeptVault> all, long free) {
    if (all.stream().anyMatch(vault -> vault.store().failure().isPresent())) {
      return "The disk failed; the box starts again by itself. If this comes back, replace the disk.";
    }
    if (free <= 0) return "The box is full: it keeps what it has and takes nothing new.";
    if (alarm.damaged()) return "Some stored bytes are damaged; the home sends them again.";
    if (all.isEmpty()) return "The box belongs to nobody yet: pair it.";
    return "All is well.";
  }

  private static String figures(int vaults, long objects, long packBytes, long free) {
    return " It keeps %d objects of %d vaults in %s; %s are free."
        .formatted(objects, vaults, people(packBytes), people(Math.max(free, 0)));
  }

  private static String people(long bytes) {
    if (bytes < 1_000_000) return "%d kB".formatted(bytes / 1_000);
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  /// Looks and tells until cancelled.
  ///
  /// @param told each time
  /// @throws IOException the disk can't be asked
  public void run(Consumer<Health> told) throws IOException, InterruptedException {
    while (true) {
      told.accept(look());
      alarm.await(LOOK_EVERY);
    }
  }
}
