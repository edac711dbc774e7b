package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.home.engine.HomeNode;
import farkeep.home.replicate.BoxEvents;
import farkeep.objects.log.BoxRecord;
import farkeep.objects.port.Clocks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is known now about the box and about work that waits. Safe for many threads.
public final class Presence implements BoxEvents {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

  private final HomeNode node;
  private final Clocks clocks;
  private final AtomicLong folderChanges = new AtomicLong();
  private volatile @Nullable String where;
  private volatile @Nullable String trouble;
  private @Nullable Duration unsavedSince;

  /// @param node whose boxes these are
  public Presence(HomeNode node, Clocks clocks) {
    this.node = node;
    this.clocks = clocks;
  }

  @Override
  public void connected(String address) {
    where = address;
    trouble = null;
    LOG.info("box reached address={}", address);
  }

  @Override
  public void disconnected(String why) {
    where = null;
    trouble = why;
    LOG.info("box not reached reason=\"{}\"", why);
  }

  /// Why the box is not reached, if that is known.
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  boolean isConnected() {
    return where != null;
  }

  /// The set of bound folders has changed.
  void foldersChanged() {
    folderChanges.incrementAndGet();
  }

  /// How often the set of bound folders has changed.
  long folderChanges() {
    return folderChanges.get();
  }

  /// There is something that the box does not keep yet.
  synchronized void unsaved() {
    if (unsavedSince == null) unsavedSince = clocks.running();
  }

  /// Everything that was seen is kept.
  synchronized void saved() {
    unsavedSince = null;
  }

  /// How old the oldest change is that the box does not keep yet.
  synchronized Optional<Duration> unsavedFor() {
    return Optional.ofNullable(unsavedSince).map(since -> clocks.running().minus(since));
  }

  List<Event.Box> boxes() {
    return node.vault().log().state().boxes().values().stream()
        .map(entry -> entry.record())
        .map(this::box)
        .toList();
  }

  private Event.Box box(BoxRecord record) {
    return new Event.Box(record.box().toString(), record.addresses(), isConnected());
  }
}
