package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.home.control.Request;
import farkeep.home.control.Verbs;
import farkeep.home.engine.FolderView;
import farkeep.home.engine.Folders.Folder;
import farkeep.home.engine.HomeNode;
import farkeep.home.node.PlaceText.Place;
import farkeep.home.restore.RestoreRules;
import farkeep.objects.PeerId;
import farkeep.objects.log.LogBody;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out requests on a home node. Whether a daemon or a command owns the node makes no
/// difference here.
public final class NodeVerbs implements Verbs {
  /// Digits of a box's id that are enough to mean it.
  static final int ID_DIGITS_MIN = 4;

  private static final Logger LOG = LoggerFactory.getLogger(NodeVerbs.class);

  private final HomeNode node;
  private final Network network;
  private final Presence presence;
  private final Watching watching;
  private final Runnable stop;
  private final Queries queries;
  private final Statuses statuses;
  private final PlaceText places;

  /// @param node open; not closed here
  /// @param network how boxes are reached
  /// @param presence what is known about the box now
  /// @param watching who looks after the boxes, and what happened to them
  /// @param stop ends the daemon; does nothing in a command
  public NodeVerbs(
      HomeNode node, Network network, Presence presence, Watching watching, Runnable stop) {
    this.node = node;
    this.network = network;
    this.presence = presence;
    this.watching = watching;
    this.stop = stop;
    this.statuses = new Statuses(node, presence, network.addresses(), watching);
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
    if (needsBox(request) && node.boxes().all().isEmpty()) {
      throw new NotFoundException(
          "no box is paired yet; `farkeep pair HOST:PORT --code CODE` does that");
    }
    return switch (request) {
      case Request.Add add -> add(add);
      case Request.Folders _ -> folders(events);
      case Request.Remove remove -> remove(remove);
      case Request.Pair pair -> paired(network.pairing(node).byCode(pair, events));
      case Request.PairByText pair -> paired(network.pairing(node).byText(pair, events));
      case Request.Boxes _ -> boxes(events);
      case Request.BoxAddress address -> address(address);
      case Request.BoxUpdate update -> update(update, events);
      case Request.Sync sync -> new Passes(node, presence).sync(wanted(sync), events);
      case Request.Status _ -> status(events);
      case Request.Ls ls -> queries.ls(ls, events);
      case Request.History history -> queries.history(history, events);
      case Request.Diff diff -> queries.diff(diff, events);
      case Request.Cat cat -> queries.cat(cat, events);
      case Request.Find find -> queries.find(find, events);
      case Request.Restore restore -> restore(restore, events);
      case Request.Verify verify -> verify(verify, events);
      case Request.Alarms _ -> watching.verbs().list(events);
      case Request.AlarmAdd add -> watching.verbs().add(add);
      case Request.AlarmRemove remove -> watching.verbs().remove(remove);
      case Request.AlarmTest _ -> watching.verbs().test(events);
      case Request.AlarmAfter after -> watching.verbs().after(after);
      case Request.Events last -> watching.verbs().happened(last, events);
      case Request.Stop _ -> said("the daemon ends");
    };
  }

  private static boolean needsBox(Request request) {
    return switch (request) {
      case Request.Add _, Request.Folders _, Request.Remove _ -> false;
      case Request.Pair _, Request.PairByText _ -> false;
      case Request.Boxes _, Request.BoxAddress _, Request.Status _, Request.Stop _ -> false;
      case Request.Alarms _, Request.AlarmAdd _, Request.AlarmRemove _ -> false;
      case Request.AlarmTest _, Request.AlarmAfter _, Request.Events _ -> false;
      case Request.BoxUpdate _ -> true;
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
    presence.changed();
    return said(
        "%s is folder %s now: %d paths, %d B to read; `farkeep sync` or a running daemon sends it"
            .formatted(add.path(), name, estimate.lookedAt(), estimate.readBytes()));
  }

  private Event remove(Request.Remove remove) throws IOException {
    places.folder(remove.folder());
    node.folders().remove(remove.folder());
    presence.changed();
    return said(
        "%s is no longer watched here; what the box keeps of it stays".formatted(remove.folder()));
  }

  private Event folders(Events events) throws InterruptedException {
    for (Event.Folder folder : statuses.folders()) events.tell(folder);
    return said("");
  }

  private Event boxes(Events events) throws InterruptedException {
    for (Event.Box box : statuses.boxes()) events.tell(box);
    return said("");
  }

  private Event paired(Event.Done done) {
    presence.changed();
    return done;
  }

  private Event address(Request.BoxAddress request) throws IOException, InterruptedException {
    if (request.addresses().isEmpty() || request.addresses().size() > LogBody.ADDRESSES_MAX) {
      throw new IllegalArgumentException(
          "%d addresses; 1 to %d are dialled"
              .formatted(request.addresses().size(), LogBody.ADDRESSES_MAX));
    }
    request.addresses().forEach(Addresses::parse);
    Event.Box box = box(request.box());
    network.addresses().remember(PeerId.ofHex(box.id()), request.addresses());
    return said(
        "box %s is dialled at %s from now on"
            .formatted(box.name(), String.join(", ", request.addresses())));
  }

  private Event update(Request.BoxUpdate request, Events events)
      throws IOException, InterruptedException {
    Event.Box box = box(request.box());
    try (UpdateFile file = UpdateFile.open(Path.of(request.bundle()))) {
      node.update(
          PeerId.ofHex(box.id()),
          file,
          sent -> events.tell(new Event.Progress("send", sent, file.bytes(), 0)));
      return new Event.Done(
          "box %s has the update (%d B) and installs it; `farkeep status` says when it is back"
              .formatted(box.name(), file.bytes()),
          0,
          0,
          file.bytes(),
          0);
    }
  }

  private Event.Box box(String nameOrId) throws IOException, InterruptedException {
    List<Event.Box> all = statuses.boxes();
    List<Event.Box> found =
        all.stream()
            .filter(box ->
                box.name().equals(nameOrId)
                    || nameOrId.length() >= ID_DIGITS_MIN && box.id().startsWith(nameOrId))
            .toList();
    if (found.size() == 1) return found.getFirst();
    throw new NotFoundException(
        "%d boxes are called %s; there are: %s"
            .formatted(
                found.size(),
                nameOrId,
                all.stream()
                    .map(box -> box.name() + " (" + box.id().substring(0, 12) + ")")
                    .collect(Collectors.joining(", "))));
  }

  private Event status(Events events) throws InterruptedException {
    events.tell(statuses.now());
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
