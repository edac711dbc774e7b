package farkeep.box.replication;

import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the nodes of a tree that are in none of the known trees, parents before children.
///
/// Both sides are walked level by level, from the highest: an id that both have is the root of
/// equal subtrees and is left alone before anything of it is read, so the cost follows the
/// difference. Chunks are never looked at.
///
/// While more than `frontierMax` ids wait, the lowest is walked first, which soon makes them fewer,
/// and no more known ids are taken in: some nodes may then be told twice, or though they are known,
/// but memory stays bounded.
final class NodeDifference {
  /// Ids that wait to be walked, of each side.
  static final int FRONTIER_MAX = 10_000;

  private final ObjectStore store;
  private final Found found;
  private final int frontierMax;
  private final Levels wanted = new Levels();
  private final Levels known = new Levels();

  /// Children of known nodes whose level has not been looked up: most are met on the wanted side
  /// and never need it.
  private final Set<ObjectId> knownChildren = new HashSet<>();

  private final Set<ObjectId> met = new HashSet<>();

  /// @param found who is told
  /// @param frontierMax ids that wait to be walked, of each side
  NodeDifference(ObjectStore store, Found found, int frontierMax) {
    this.store = store;
    this.found = found;
    this.frontierMax = frontierMax;
  }

  /// Walks; once only.
  ///
  /// @param root of the wanted tree: a path node, a file node or a snapshot; told even when it is
  ///   not kept
  /// @param knownRoots of the known trees; those that are not kept count as empty
  void walk(ObjectId root, Collection<ObjectId> knownRoots)
      throws IOException, InterruptedException {
    addNode(wanted, root, Integer.MAX_VALUE);
    if (wanted.isEmpty()) found.node(root);
    knownChildren.addAll(knownRoots);
    int aligned = Integer.MAX_VALUE;
    while (!wanted.isEmpty()) {
      boolean crowded = wanted.size() > frontierMax;
      int level = crowded ? wanted.lowest() : wanted.highest();
      if (!crowded && level < aligned) {
        align(level);
        aligned = level;
      } else {
        ObjectId id = wanted.poll(level);
        found.node(id);
        for (ObjectId child : children(id)) addWanted(child, level);
      }
    }
  }

  /// Brings the known side down to a level, and takes out what both sides have there.
  private void align(int level) throws IOException {
    sortKnownChildren();
    while (!known.isEmpty() && known.highest() > level) {
      expand(known.removeAll(known.highest()));
      sortKnownChildren();
    }
    List<ObjectId> differing = new ArrayList<>();
    for (ObjectId id : known.removeAll(level)) {
      if (!wanted.remove(level, id)) differing.add(id);
    }
    expand(differing);
  }

  private void sortKnownChildren() throws IOException {
    knownChildren.removeAll(met);
    for (ObjectId id : knownChildren) addNode(known, id, Integer.MAX_VALUE);
    knownChildren.clear();
    met.clear();
  }

  private void expand(Collection<ObjectId> nodes) throws IOException {
    for (ObjectId id : nodes) {
      if (known.size() + knownChildren.size() > frontierMax) return;
      knownChildren.addAll(children(id));
    }
  }

  /// Children stand lower than their parents; one that does not is in a tree of somebody who wants
  /// us to walk for ever, and is left out.
  private void addWanted(ObjectId id, int parentLevel) throws IOException {
    if (knownChildren.contains(id)) {
      met.add(id);
    } else {
      addNode(wanted, id, parentLevel);
    }
  }

  private List<ObjectId> children(ObjectId id) throws IOException {
    Optional<ObjectHeader> header = store.node(id);
    return header.isEmpty() || hasOnlyChunks(header.get()) ? List.of() : header.get().children();
  }

  private static boolean hasOnlyChunks(ObjectHeader header) {
    return header.kind() == ObjectKind.FILE_NODE && header.level() == 0;
  }

  private void addNode(Levels levels, ObjectId id, int below) throws IOException {
    Optional<ObjectHeader> header = store.node(id);
    if (header.isEmpty() || header.get().kind() == ObjectKind.CHUNK) return;
    if (Levels.level(header.get()) < below) levels.add(id, header.get());
  }

  /// Who is told the nodes.
  @FunctionalInterface
  interface Found {
    /// The next node.
    void node(ObjectId id) throws IOException, InterruptedException;
  }
}
