package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.home.control.Verbs.Events;
import farkeep.home.engine.Folders.Folder;
import farkeep.home.engine.HomeNode;
import farkeep.home.engine.SyncResult;
import farkeep.home.posix.PosixException;
import farkeep.home.scan.FolderRoot;
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
    for (Folder folder : folders) pass(folder, folders.size() == 1, events, sum);
    return sum.done(folders.size());
  }

  /// A directory that is gone (an unplugged disk, say) does not keep the other folders from their
  /// pass.
  private void pass(Folder folder, boolean only, Events events, Sum sum)
      throws IOException, InterruptedException {
    try {
      mustBeThere(folder);
    } catch (NotFoundException e) {
      if (only) throw e;
      events.tell(new Event.Problem(folder.settings().name(), e.getMessage()));
      sum.problems++;
      return;
    }
    EventRelay relay = new EventRelay(events, expected(folder));
    sum.add(node.sync(folder.tag(), Set.of(), relay));
    relay.check();
  }

  private static void mustBeThere(Folder folder) throws NotFoundException {
    byte[] path = folder.binding().orElseThrow().path();
    try (FolderRoot _ = FolderRoot.open(path)) {
      // it is
    } catch (PosixException e) {
      throw new NotFoundException(
          "folder %s: %s; what the box keeps of it stays. Put the directory back, or `farkeep remove %s`"
              .formatted(folder.settings().name(), e.getMessage(), folder.settings().name()));
    }
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
