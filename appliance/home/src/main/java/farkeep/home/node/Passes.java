package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.home.control.Verbs.Events;
import farkeep.home.engine.Folders.Folder;
import farkeep.home.engine.HomeNode;
import farkeep.home.engine.Progress;
import farkeep.home.engine.SyncResult;
import farkeep.home.posix.PosixException;
import farkeep.home.replicate.ReplicationException;
import farkeep.home.scan.FolderRoot;
import farkeep.objects.PeerId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Passes over folders for every box, told as events.
final class Passes {
  private final HomeNode node;
  private final Presence presence;

  Passes(HomeNode node, Presence presence) {
    this.node = node;
    this.presence = presence;
  }

  /// Boxes that are reached come first; one that is not is a problem, unless there is no other.
  ///
  /// @throws ReplicationException no box is reached or all are paused, or one refuses
  Event.Done sync(List<Folder> folders, Events events) throws IOException, InterruptedException {
    if (folders.isEmpty()) {
      throw new NotFoundException("no folder is bound on this device; `farkeep add DIR` binds one");
    }
    Sum sum = new Sum();
    List<Folder> there = there(folders, events);
    sum.gone = folders.size() - there.size();
    List<PeerId> left = new ArrayList<>(node.boxes().all());
    List<PeerId> away = new ArrayList<>();
    @Nullable ReplicationException last = null;
    Map<PeerId, String> paused = new HashMap<>();
    while (!left.isEmpty()) {
      boolean first = sum.served == 0 && away.isEmpty();
      Optional<PeerId> next =
          first ? Optional.of(node.boxes().awaitAny(left)) : node.boxes().awaitAnyOrMiss(left);
      if (next.isEmpty()) break;
      left.remove(next.get());
      try {
        sum.add(sync(next.get(), there, events));
      } catch (ReplicationException.Unreachable e) {
        away.add(next.get());
        last = e;
      } catch (ReplicationException.Paused e) {
        away.add(next.get());
        paused.put(next.get(), e.getMessage());
        last = e;
      }
    }
    if (sum.served == 0 && last != null) throw last;
    away.addAll(left);
    for (PeerId box : away) {
      String why =
          paused.containsKey(box)
              ? paused.get(box)
              : "it is not reached: " + presence.trouble(box).orElse("no answer yet");
      events.tell(new Event.Problem("box " + box.abbreviated(), why));
    }
    return sum.done(folders.size(), away.size());
  }

  /// The folders whose directories are there: one that is gone (with an unplugged disk, say) does
  /// not keep the others from their pass.
  ///
  /// @throws NotFoundException the only one is not
  private static List<Folder> there(List<Folder> folders, Events events)
      throws NotFoundException, InterruptedException {
    List<Folder> there = new ArrayList<>();
    for (Folder folder : folders) {
      String name = folder.settings().name();
      try (FolderRoot _ = FolderRoot.open(folder.binding().orElseThrow().path())) {
        there.add(folder);
      } catch (PosixException e) {
        String why =
            "folder %s: %s; what is kept of it stays. Put the directory back, or `farkeep remove %s`"
                .formatted(name, e.getMessage(), name);
        if (folders.size() == 1) throw new NotFoundException(why);
        events.tell(new Event.Problem(name, why));
      }
    }
    return there;
  }

  private OfBox sync(PeerId box, List<Folder> folders, Events events)
      throws IOException, InterruptedException {
    OfBox sum = new OfBox();
    for (Folder folder : folders) {
      EventRelay relay = new EventRelay(events, expected(box, folder));
      try (PassBook.UnderWay pass = presence.passes().begin(box, folder.tag())) {
        SyncResult result =
            node.sync(
                box,
                folder.tag(),
                Set.of(),
                progress -> {
                  if (progress instanceof Progress.Working working) pass.heard(working);
                  relay.accept(progress);
                });
        sum.add(result);
      }
      relay.check();
    }
    return sum;
  }

  /// How much a first pass will read; later ones are short, and looking twice would cost more than
  /// it tells.
  private long expected(PeerId box, Folder folder) throws IOException, InterruptedException {
    boolean first = node.record(box, folder.tag()).newest().isEmpty();
    return first ? node.estimate(box, folder.tag()).readBytes() : 0;
  }

  /// What went to one box.
  private static final class OfBox {
    private long files;
    private long readBytes;
    private long sentBytes;
    private long problems;

    void add(SyncResult result) {
      files += result.done().files();
      readBytes += result.done().readBytes();
      sentBytes += result.done().sentBytes();
      problems += result.problems();
    }
  }

  /// What came of all boxes: files and problems are those of the box with the most, as all boxes
  /// get the same.
  private static final class Sum {
    private long files;
    private long readBytes;
    private long sentBytes;
    private long problems;
    private int served;
    private int gone;

    void add(OfBox box) {
      served++;
      files = Math.max(files, box.files);
      readBytes += box.readBytes;
      sentBytes += box.sentBytes;
      problems = Math.max(problems, box.problems);
    }

    Event.Done done(int folders, int away) {
      String of = folders == 1 ? "1 folder" : folders + " folders";
      String sentence =
          files == 0 && sentBytes == 0
              ? "nothing had changed in " + of
              : "kept %d changed files of %s: %d B read, %d B sent"
                  .formatted(files, of, readBytes, sentBytes);
      int boxes = served + away;
      if (boxes > 1) sentence += ", on %d of %d boxes".formatted(served, boxes);
      if (problems > 0) {
        sentence +=
            "; %d paths could not be read and stay as they were kept before: let the user who runs farkeep read them"
                .formatted(problems);
      }
      if (gone > 0) sentence += "; %d folders are not there".formatted(gone);
      return new Event.Done(sentence, files, readBytes, sentBytes, problems + away + gone);
    }
  }
}
