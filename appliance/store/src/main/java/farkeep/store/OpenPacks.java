package farkeep.store;

import farkeep.objects.port.DiskFile;
import farkeep.store.pack.CommitRecord.Reliance;
import farkeep.store.pack.PackClass;
import farkeep.store.pack.PackFormat;
import farkeep.store.pack.PackHeader;
import farkeep.store.pack.PackWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The packs that are appended to: one of each class at most. Not safe for many threads, except
/// [#begin], which touches none of them and is called by one task.
final class OpenPacks {
  private final StorePorts ports;
  private final VaultPlace place;
  private final StoreSettings.PackLimits limits;
  private final Shelf shelf;
  private final Map<PackClass, PackWriter> open = new EnumMap<>(PackClass.class);
  private int nextPack;

  OpenPacks(StorePorts ports, VaultPlace place, StoreSettings.PackLimits limits, Shelf shelf) {
    this.ports = ports;
    this.place = place;
    this.limits = limits;
    this.shelf = shelf;
    this.nextPack = shelf.packs().isEmpty() ? 1 : shelf.packs().last() + 1;
  }

  /// A sequence above all that earlier processes gave: they used lower packs.
  long firstSequence() {
    return (long) nextPack << 32;
  }

  /// The open pack for an object, if it has room.
  ///
  /// @param length stored bytes
  @Nullable PackWriter roomFor(PackClass kind, int length) {
    PackWriter pack = open.get(kind);
    if (pack == null || pack.objects() == 0) return pack; // one object goes into any pack
    long bytesMax =
        switch (kind) {
          case DATA -> limits.dataBytesMax();
          case META -> limits.metaBytesMax();
        };
    long end = pack.end() + PackFormat.recordBytes(length) + PackFormat.ALIGNMENT;
    return end <= bytesMax && pack.objects() < limits.objectsMax() ? pack : null;
  }

  /// Classes whose pack is too old to be left open.
  Set<PackClass> aged(Duration now) {
    Set<PackClass> aged = EnumSet.noneOf(PackClass.class);
    for (PackWriter pack : open.values()) {
      boolean old = now.minus(pack.madeAt()).compareTo(limits.ageMax()) >= 0;
      if (old) aged.add(pack.header().kind());
    }
    return aged;
  }

  /// Classes that have an open pack.
  Set<PackClass> kinds() {
    return Set.copyOf(open.keySet());
  }

  /// How long until a pack is too old; null when none is open.
  @Nullable Duration untilAged(Duration now) {
    return open.values().stream()
        .map(pack -> pack.madeAt().plus(limits.ageMax()).minus(now))
        .min(Duration::compareTo)
        .orElse(null);
  }

  /// Ends the batch of each pack that has one with a commit record.
  ///
  /// @param sequence of the last object
  /// @return the packs that are to be forced now
  List<PackWriter> commit(long sequence) throws IOException {
    List<PackWriter> dirty = new ArrayList<>();
    Reliance reliance = Reliance.NONE;
    for (PackWriter pack : open.values()) { // data comes before meta
      if (pack.uncommittedBytes() > 0) {
        pack.commit(sequence, reliance);
        dirty.add(pack);
      }
      reliance = new Reliance(pack.header().number(), pack.end());
    }
    return dirty;
  }

  /// Takes packs away, so that nothing is appended to them any more.
  List<PackWriter> retire(Set<PackClass> kinds) {
    List<PackWriter> retired = new ArrayList<>();
    for (PackClass kind : kinds) {
      PackWriter pack = open.remove(kind);
      if (pack != null) retired.add(pack);
    }
    return retired;
  }

  /// Makes a pack, durably; it is open once [#put] was called.
  PackWriter begin(PackClass kind) throws IOException {
    int number = nextPack++;
    if (number >= PackFormat.PACK_NUMBERS) {
      throw new IOException(
          "the vault has used all its %d pack numbers".formatted(PackFormat.PACK_NUMBERS));
    }
    long salt = ByteBuffer.wrap(ports.randomness().bytes(Long.BYTES)).getLong();
    PackHeader header = new PackHeader(number, kind, place.box(), salt);
    DiskFile file = shelf.files().create(header);
    shelf.packs().add(number);
    return new PackWriter(header, file, ports.clocks().running());
  }

  void put(PackWriter pack) {
    open.put(pack.header().kind(), pack);
  }

  /// Sees to it that what was appended before this place can be read from the pack's file.
  void flush(int number, long end) throws IOException {
    for (PackWriter pack : open.values()) {
      if (pack.header().number() == number && !pack.isFlushed(end)) pack.flush();
    }
  }

  void close() throws IOException {
    for (PackWriter pack : open.values()) pack.close();
  }
}
