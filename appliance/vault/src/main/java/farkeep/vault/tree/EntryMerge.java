package farkeep.vault.tree;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Merges two changed entries of one path part by part.
final class EntryMerge {
  private static final Metadata NO_METADATA =
      new Metadata(0, 0, 0, new Metadata.Owner(0, 0, ByteString.EMPTY, ByteString.EMPTY));

  private EntryMerge() {}

  /// @param base the common ancestor's, or null when it had none
  static Decision merge(TreePath path, @Nullable Entry base, Entry ours, Entry theirs) {
    boolean sameBody = sameBody(ours, theirs);
    boolean takeOurs = base != null && sameBody(base, theirs);
    boolean takeTheirs = sameBody || base != null && sameBody(base, ours);
    if (!takeOurs && !takeTheirs) {
      return new Decision.Conflict(path, Optional.ofNullable(base), ours, theirs);
    }
    Body body = takeTheirs ? theirs.body() : ours.body();
    Entry times = timesOf(base, ours, theirs, sameBody, takeTheirs);
    Entry merged =
        new Entry(
            body,
            new Metadata(
                times.metadata().mtimeSeconds(),
                times.metadata().mtimeNanos(),
                pick(base, ours, theirs, entry -> entry.metadata().mode()),
                pick(base, ours, theirs, entry -> entry.metadata().owner())),
            pick(base, ours, theirs, Entry::hardLink),
            pick(base, ours, theirs, Entry::attributes, EntryMerge::sameAttributes),
            pick(base, ours, theirs, Entry::unknown));
    if (merged.sameAs(theirs)) return new Decision.TakeTheirs(path, Optional.of(theirs));
    if (merged.sameAs(ours)) return new Decision.TakeOurs(path, Optional.of(ours));
    return new Decision.Combine(path, merged);
  }

  /// The time goes with the content where only one of them changed that.
  private static Entry timesOf(
      @Nullable Entry base, Entry ours, Entry theirs, boolean sameBody, boolean takeTheirs) {
    if (!sameBody) return takeTheirs ? theirs : ours;
    return base != null && sameTime(base, theirs) ? ours : theirs;
  }

  /// Whether at most the time of modification differs.
  static boolean sameButTime(@Nullable Entry one, Entry other) {
    if (one == null || !one.isDirectory()) return false;
    Metadata metadata = other.metadata();
    Metadata timed =
        new Metadata(
            one.metadata().mtimeSeconds(),
            one.metadata().mtimeNanos(),
            metadata.mode(),
            metadata.owner());
    return one.sameAs(
        new Entry(other.body(), timed, other.hardLink(), other.attributes(), other.unknown()));
  }

  private static boolean sameTime(Entry one, Entry other) {
    return one.metadata().mtimeSeconds() == other.metadata().mtimeSeconds()
        && one.metadata().mtimeNanos() == other.metadata().mtimeNanos();
  }

  private static boolean sameBody(Entry one, Entry other) {
    return Entry.of(one.body(), NO_METADATA).sameAs(Entry.of(other.body(), NO_METADATA));
  }

  private static boolean sameAttributes(ExtendedAttributes one, ExtendedAttributes other) {
    return new Entry(new Body.Fifo(), NO_METADATA, Optional.empty(), one, List.of())
        .sameAs(new Entry(new Body.Fifo(), NO_METADATA, Optional.empty(), other, List.of()));
  }

  private static <P> P pick(
      @Nullable Entry base, Entry ours, Entry theirs, Function<Entry, P> part) {
    return pick(base, ours, theirs, part, Object::equals);
  }

  /// Ours where only ours changed, theirs otherwise.
  private static <P> P pick(
      @Nullable Entry base,
      Entry ours,
      Entry theirs,
      Function<Entry, P> part,
      BiPredicate<P, P> same) {
    P theirPart = part.apply(theirs);
    return base != null && same.test(part.apply(base), theirPart) ? part.apply(ours) : theirPart;
  }
}
