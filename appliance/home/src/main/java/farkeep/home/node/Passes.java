package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.home.control.Verbs.Events;
import farkeep.home.engine.Folders.Folder;
import farkeep.home.engine.HomeNode;
import farkeep.home.engine.SyncResult;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// Passes over folders, told as events.
final class Passes {
  private final HomeNode node;

  Passes(HomeNode node) {
    this.node = node;
  }

  Event.Done sync(List<Folder> folders, Events events) throws IOException, InterruptedException {
    if (folders.isEmpty()) {
      throw new NotFoundException("no folder is bound on this device; `farkeep add DIR` binds one");
    }
    node.exchangeLog();
    Sum sum = new Sum();
    for (Folder folder : folders) {
      EventRelay relay = new EventRelay(events, expected(folder));
      sum.add(node.sync(folder.tag(), Set.of(), relay));
      relay.check();
    }
    return sum.done(folders.size());
  }

  /// How much a first pass will read; later ones are short, and looking twice would cost more than
  /// it tells.
  private long expected(Folder folder) throws IOException, InterruptedException {
    boolean first = node.record(folder.tag()).newest().isEmpty();
    return first ? node.estimate(folder.tag()).readBytes() : 0;
  }

  private static final class Sum {
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

    Event.Done done(int folders) {
      String of = folders == 1 ? "1 folder" : folders + " folders";
      String sentence =
          files == 0 && sentBytes == 0
              ? "nothing had changed in " + of
              : "kept %d changed files of %s: %d B read, %d B sent"
                  .formatted(files, of, readBytes, sentBytes);
      if (problems > 0) sentence += "; %d paths could not be read".formatted(problems);
      return new Event.Done(sentence, files, readBytes, sentBytes, problems);
    }
  }
}
