package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.home.control.Request;
import farkeep.home.control.Verbs;
import farkeep.home.engine.FolderView;
import farkeep.home.engine.Folders.Folder;
import farkeep.home.engine.HomeNode;
import farkeep.home.node.PlaceText.Place;
import farkeep.home.restore.RestoreRules;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out requests on a home node. Whether a daemon or a command owns the node makes no
/// difference here.
public final class NodeVerbs implements Verbs {
  private static final Logger LOG = LoggerFactory.getLogger(NodeVerbs.class);

  private final HomeNode node;
  private final Network network;
  private final Presence presence;
  private final Runnable stop;
  private final Queries queries;
  private final PlaceText places;

  /// @param node open; not closed here
  /// @param network how boxes are reached
  /// @param presence what is known about the box now
  /// @param stop ends the daemon; does nothing in a command
  public NodeVerbs(HomeNode node, Network network, Presence presence, Runnable stop) {
    this.node = node;
    this.network = network;
    this.presence = presence;
    this.stop = stop;
    this.queries = new Queries(node, ZoneId.systemDefault());
    this.places = new PlaceText(node.folders());
  }

  @Override
  public void handle(Request request, Events events) throws InterruptedException {
    Event last;
    try {
      last = answer(request, events);
    } catch (IOException | RuntimeException e) {
      LOG.debug("request failed", e);
      last = Failure.of(e);
    }
    try {
      events.tell(last);
    } finally {
      if (request instanceof Request.Stop) stop.run(); // who asked has the answer before the end
    }
  }

  private Event answer(Request request, Events events) throws IOException, InterruptedException {
    if (needsBox(request) && presence.boxes().isEmpty()) {
      throw new NotFoundException(
          "no box is paired yet; `farkeep pair HOST:PORT --code CODE` does that");
    }
    return switch (request) {
      case Request.Add add -> add(add);
      case Request.Folders _ -> folders(events);
      case Request.Remove remove -> remove(remove);
      case Request.Pair pair -> network.pair(node, pair, events);
      case Request.Boxes _ -> boxes(events);
      case Request.Sync sync -> new Passes(node).sync(wanted(sync), events);
      case Request.Status _ -> status(events);
      case Request.Ls ls -> queries.ls(ls, events);
      case Request.History history -> queries.history(history, events);
      case Request.Diff diff -> queries.diff(diff, events);
      case Request.Cat cat -> queries.cat(cat, events);
      case Request.Find find -> queries.find(find, events);
      case Request.Restore restore -> restore(restore, events);
      case Request.Verify verify -> verify(verify, events);
      case Request.Stop _ -> said("the daemon ends");
    };
  }

  private static boolean needsBox(Request request) {
    return switch (request) {
      case Request.Add _, Request.Folders _, Request.Remove _, Request.Pair _ -> false;
      case Request.Boxes _, Request.Status _, Request.Stop _ -> false;
      case Request.Sync _, Request.Ls _, Request.History _, Request.Diff _ -> true;
      case Request.Cat _, Request.Find _, Request.Restore _, Request.Verify _ -> true;
    };
  }

  private Event add(Request.Add add) throws IOException, InterruptedException {
    Path path = Path.of(add.path());
    String name = add.folder() != null ? add.folder() : String.valueOf(path.getFileName());
    if (name.isEmpty() || name.contains(":") || name.startsWith("/") || name.equals("null")) {
      throw new IllegalArgumentException(
          "a folder can't be called \"%s\"; choose another name with --folder".formatted(name));
    }
    if (!java.nio.file.Files.isDirectory(path)) {
      throw new NotFoundException(add.path() + " is not a directory that can be read");
    }
    var binding = node.folders().add(name, ShownNames.bytes(add.path()));
    var estimate = node.estimate(binding.tag());
    presence.foldersChanged();
    return said(
        "%s is folder %s now: %d paths, %d B to read; `farkeep sync` or a running daemon sends it"
            .formatted(add.path(), name, estimate.lookedAt(), estimate.readBytes()));
  }

  private Event remove(Request.Remove remove) throws IOException {
    places.folder(remove.folder());
    node.folders().remove(remove.folder());
    presence.foldersChanged();
    return said(
        "%s is no longer watched here; what the box keeps of it stays".formatted(remove.folder()));
  }

  private Event folders(Events events) throws InterruptedException {
    for (Folder folder : node.folders().all()) events.tell(Statuses.folder(node, folder));
    return said("");
  }

  private Event boxes(Events events) throws InterruptedException {
    for (Event.Box box : presence.boxes()) events.tell(box);
    return said("");
  }

  private Event status(Events events) throws InterruptedException {
    events.tell(Statuses.of(node, presence));
    return said("");
  }

  private List<Folder> wanted(Request.Sync sync) throws IOException {
    if (sync.folder() == null) {
      return node.folders().all().stream().filter(it -> it.binding().isPresent()).toList();
    }
    Folder folder = places.folder(sync.folder());
    if (folder.binding().isEmpty()) {
      throw new NotFoundException(
          "folder %s is bound to no directory on this device; `farkeep add DIR --folder %s` binds it"
              .formatted(sync.folder(), sync.folder()));
    }
    return List.of(folder);
  }

  private Event restore(Request.Restore restore, Events events)
      throws IOException, InterruptedException {
    Set<String> folders = new LinkedHashSet<>();
    List<TreePath> paths = new ArrayList<>();
    Place last = null;
    for (String text : restore.places()) {
      last = places.parse(text);
      folders.add(last.folder().settings().name());
      paths.add(last.path());
    }
    if (last == null || folders.size() > 1) {
      throw new IllegalArgumentException(
          "one restore is of one folder; these are %s: restore each by itself"
              .formatted(String.join(", ", folders)));
    }
    FolderView view = queries.view(last, restore.at());
    return new Restores(events).run(view, paths, ShownNames.bytes(restore.to()), rules(restore));
  }

  private static RestoreRules rules(Request.Restore restore) {
    RestoreRules usual = RestoreRules.USUAL;
    return restore.overwrite()
        ? new RestoreRules(RestoreRules.Existing.REPLACE, usual.owners(), usual.forceEach())
        : usual;
  }

  private Event verify(Request.Verify verify, Events events)
      throws IOException, InterruptedException {
    Place place = places.parse(verify.place());
    return new Restores(events)
        .verify(queries.view(place, verify.at()), place.path(), verify.percent());
  }

  private static Event.Done said(String sentence) {
    return new Event.Done(sentence, 0, 0, 0, 0);
  }
}
