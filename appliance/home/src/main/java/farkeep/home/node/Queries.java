package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.home.control.Request;
import farkeep.home.control.Verbs.Events;
import farkeep.home.engine.FolderView;
import farkeep.home.engine.History;
import farkeep.home.engine.HomeNode;
import farkeep.home.engine.SnapshotInfo;
import farkeep.home.node.PlaceText.Place;
import farkeep.vault.tree.Cursor;
import farkeep.vault.tree.Difference;
import farkeep.vault.tree.Entry;
import farkeep.vault.tree.PlacedEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Questions about what is kept. They cost what is shown, and change nothing.
final class Queries {
  /// Bytes of one piece of content in an event.
  static final int CONTENT_BYTES_MAX = 256 * 1024;

  private final HomeNode node;
  private final PlaceText places;
  private final ZoneId zone;

  Queries(HomeNode node, ZoneId zone) {
    this.node = node;
    this.places = new PlaceText(node.folders());
    this.zone = zone;
  }

  FolderView view(Place place, String at) throws IOException, InterruptedException {
    return node.view(place.folder().tag(), Moments.parse(at, zone));
  }

  Place place(String text) throws NotFoundException {
    return places.parse(text);
  }

  Event.Done ls(Request.Ls request, Events events) throws IOException, InterruptedException {
    Place place = places.parse(request.place());
    FolderView view = view(place, request.at());
    Tally tally = new Tally();
    if (place.path().isRoot() || entry(view, place).isDirectory()) {
      Cursor<PlacedEntry> found =
          request.recursive() ? view.below(place.path()) : view.children(place.path());
      tell(found, tally, events);
    } else {
      tally.add(entry(view, place));
      events.tell(Rows.item(place.path(), entry(view, place)));
    }
    return tally.done();
  }

  private static void tell(Cursor<PlacedEntry> found, Tally tally, Events events)
      throws IOException, InterruptedException {
    for (PlacedEntry next = found.next(); next != null; next = found.next()) {
      tally.add(next.entry());
      events.tell(Rows.item(next.path(), next.entry()));
    }
  }

  private static Entry entry(FolderView view, Place place) throws IOException {
    Optional<Entry> entry = view.entry(place.path());
    if (entry.isEmpty()) {
      throw new NotFoundException(
          "%s:%s was not there in snapshot #%d; `farkeep history` shows when it was"
              .formatted(
                  place.folder().settings().name(),
                  Rows.shown(place.path()),
                  view.snapshot().clear().sequence()));
    }
    return entry.get();
  }

  Event.Done find(Request.Find request, Events events) throws IOException, InterruptedException {
    Place place = places.parse(request.place());
    NamePattern pattern = new NamePattern(request.pattern());
    Cursor<PlacedEntry> all = view(place, request.at()).below(place.path());
    Tally tally = new Tally();
    for (PlacedEntry next = all.next(); next != null; next = all.next()) {
      if (!pattern.fits(next.path().name())) continue;
      tally.add(next.entry());
      events.tell(Rows.item(next.path(), next.entry()));
    }
    return tally.done();
  }

  Event.Done history(Request.History request, Events events)
      throws IOException, InterruptedException {
    Place place = places.parse(request.place());
    if (place.path().isRoot()) {
      for (SnapshotInfo info : node.history(place.folder().tag())) {
        events.tell(Rows.version(info.snapshot(), Optional.empty()));
      }
    } else {
      List<History.PathVersion> versions = node.history(place.folder().tag(), place.path());
      if (versions.isEmpty()) {
        throw new NotFoundException(
            "%s:%s is in no snapshot; `farkeep find` looks for names"
                .formatted(place.folder().settings().name(), Rows.shown(place.path())));
      }
      for (History.PathVersion at : versions) {
        events.tell(Rows.version(at.snapshot().snapshot(), at.entry().map(Entry::plainBytes)));
      }
    }
    return quiet();
  }

  Event.Done diff(Request.Diff request, Events events) throws IOException, InterruptedException {
    Place place = places.parse(request.place());
    Cursor<Difference> differences = view(place, request.from()).diff(view(place, request.to()));
    for (Difference next = differences.next(); next != null; next = differences.next()) {
      boolean wanted = next.path().equals(place.path()) || next.path().isBelow(place.path());
      if (wanted || place.path().isRoot()) events.tell(Rows.change(next));
    }
    return quiet();
  }

  Event.Done cat(Request.Cat request, Events events) throws IOException, InterruptedException {
    Place place = places.parse(request.place());
    FolderView view = view(place, request.at());
    Entry entry = entry(view, place);
    view.cat(place.path(), new Pieces(events));
    return new Event.Done("", 1, entry.plainBytes(), 0, 0);
  }

  private static Event.Done quiet() {
    return new Event.Done("", 0, 0, 0, 0);
  }

  /// Counts what was listed.
  private static final class Tally {
    private long files;
    private long bytes;

    void add(Entry entry) {
      if (!entry.isDirectory()) files++;
      bytes += entry.plainBytes();
    }

    Event.Done done() {
      return new Event.Done("", files, bytes, 0, 0);
    }
  }

  /// Content as events of a bounded size.
  private static final class Pieces extends OutputStream {
    private final Events events;

    Pieces(Events events) {
      this.events = events;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        for (int at = from; at < from + count; at += CONTENT_BYTES_MAX) {
          int end = Math.min(from + count, at + CONTENT_BYTES_MAX);
          events.tell(new Event.Content(Arrays.copyOfRange(bytes, at, end)));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new java.io.InterruptedIOException("the asker went away");
      }
    }
  }
}
