package farkeep.vault.tree;

import static farkeep.vault.tree.Samples.directory;
import static farkeep.vault.tree.Samples.file;
import static farkeep.vault.tree.Samples.list;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PathMergeTest {
  private static final TreePath D = TreePath.ofText("d");
  private static final TreePath F = TreePath.ofText("d/f");

  private final MemoryNodes nodes = new MemoryNodes();
  private final PathTree tree = new PathTree(Samples.KEYS, nodes);

  private NodeReference tree(Object... pathsAndEntries) throws IOException {
    NavigableMap<TreePath, Entry> map = new TreeMap<>();
    for (int i = 0; i < pathsAndEntries.length; i += 2) {
      map.put((TreePath) pathsAndEntries[i], (Entry) pathsAndEntries[i + 1]);
    }
    return tree.edit(null, Samples.puts(map), nodes);
  }

  private List<Decision> merge(NodeReference base, NodeReference ours, NodeReference theirs)
      throws IOException {
    return list(tree.merge(base, ours, theirs));
  }

  private static Entry with(Entry entry, Metadata metadata) {
    return new Entry(entry.body(), metadata, entry.hardLink(), entry.attributes(), entry.unknown());
  }

  private static Entry mode(Entry entry, int mode) {
    Metadata old = entry.metadata();
    return with(entry, new Metadata(old.mtimeSeconds(), old.mtimeNanos(), mode, old.owner()));
  }

  private static Entry mtime(Entry entry, long seconds) {
    Metadata old = entry.metadata();
    return with(entry, new Metadata(seconds, 0, old.mode(), old.owner()));
  }

  @Test
  void what_only_one_side_changed_is_taken_from_it() throws IOException {
    NodeReference base = tree(F, file("1"));
    NodeReference changed = tree(F, file("2"));
    assertThat(merge(base, changed, base))
        .containsExactly(new Decision.TakeOurs(F, Optional.of(file("2"))));
    assertThat(merge(base, base, changed))
        .containsExactly(new Decision.TakeTheirs(F, Optional.of(file("2"))));
    assertThat(merge(base, tree(), base))
        .containsExactly(new Decision.TakeOurs(F, Optional.empty()));
    assertThat(merge(base, base, tree()))
        .containsExactly(new Decision.TakeTheirs(F, Optional.empty()));
  }

  @Test
  void the_same_change_on_both_sides_is_agreed() throws IOException {
    NodeReference base = tree(F, file("1"));
    assertThat(merge(base, tree(F, file("2")), tree(F, file("2"))))
        .containsExactly(new Decision.Agree(F, Optional.of(file("2"))));
    assertThat(merge(base, tree(), tree()))
        .containsExactly(new Decision.Agree(F, Optional.empty()));
  }

  @Test
  void different_content_on_both_sides_is_a_conflict() throws IOException {
    assertThat(merge(tree(F, file("1")), tree(F, file("2")), tree(F, file("3"))))
        .containsExactly(new Decision.Conflict(F, Optional.of(file("1")), file("2"), file("3")));
    assertThat(merge(tree(), tree(F, file("2")), tree(F, file("3"))))
        .containsExactly(new Decision.Conflict(F, Optional.empty(), file("2"), file("3")));
  }

  @Test
  void an_edit_wins_over_a_deletion() throws IOException {
    NodeReference base = tree(F, file("1"));
    assertThat(merge(base, tree(), tree(F, file("2"))))
        .containsExactly(new Decision.TakeTheirs(F, Optional.of(file("2"))));
    assertThat(merge(base, tree(F, file("2")), tree()))
        .containsExactly(new Decision.TakeOurs(F, Optional.of(file("2"))));
  }

  @Test
  void content_from_one_side_and_permissions_from_the_other_are_combined() throws IOException {
    NodeReference base = tree(F, file("1"));
    Entry newContent = mtime(file("2"), 5);
    assertThat(merge(base, tree(F, newContent), tree(F, mode(file("1"), 0600))))
        .containsExactly(new Decision.Combine(F, mode(newContent, 0600)));
    assertThat(merge(base, tree(F, mode(file("1"), 0600)), tree(F, newContent)))
        .containsExactly(new Decision.Combine(F, mode(newContent, 0600)));
  }

  @Test
  void permissions_that_both_changed_are_theirs() throws IOException {
    NodeReference base = tree(F, file("1"));
    assertThat(merge(base, tree(F, mode(file("1"), 0600)), tree(F, mode(file("1"), 0640))))
        .containsExactly(new Decision.TakeTheirs(F, Optional.of(mode(file("1"), 0640))));
  }

  @Test
  void directories_never_conflict_with_each_other() throws IOException {
    NodeReference base = tree(D, directory(1));
    assertThat(merge(base, tree(D, directory(2)), tree(D, directory(3))))
        .containsExactly(new Decision.TakeTheirs(D, Optional.of(directory(3))));
    assertThat(merge(null, tree(D, directory(2)), tree(D, directory(3))))
        .containsExactly(new Decision.TakeTheirs(D, Optional.of(directory(3))));
  }

  @Test
  void a_deleted_directory_stays_when_the_other_side_edited_in_it() throws IOException {
    NodeReference base = tree(D, directory(1), F, file("1"));
    for (Entry touched : List.of(directory(1), directory(2))) {
      NodeReference edited = tree(D, touched, F, file("2"));
      assertThat(merge(base, tree(), edited))
          .containsExactly(
              new Decision.TakeTheirs(D, Optional.of(touched)),
              new Decision.TakeTheirs(F, Optional.of(file("2"))));
      assertThat(merge(base, edited, tree()))
          .containsExactly(
              new Decision.TakeOurs(D, Optional.of(touched)),
              new Decision.TakeOurs(F, Optional.of(file("2"))));
    }
  }

  @Test
  void a_deleted_directory_goes_when_the_other_side_only_deleted_in_it() throws IOException {
    NodeReference base = tree(D, directory(1), F, file("1"));
    assertThat(merge(base, tree(), tree(D, directory(2))))
        .containsExactly(
            new Decision.TakeOurs(D, Optional.empty()), new Decision.Agree(F, Optional.empty()));
  }

  @Test
  void a_directory_that_became_a_file_conflicts_with_edits_in_it() throws IOException {
    NodeReference base = tree(D, directory(1), F, file("1"));
    NodeReference edited = tree(D, directory(1), F, file("2"));
    Decision.Conflict theirsStays =
        new Decision.Conflict(D, Optional.of(directory(1)), file("now"), directory(1));
    assertThat(merge(base, tree(D, file("now")), edited))
        .containsExactly(theirsStays, new Decision.TakeTheirs(F, Optional.of(file("2"))));
    assertThat(theirsStays.oursKeepsName()).isFalse();
    Decision.Conflict oursStays =
        new Decision.Conflict(D, Optional.of(directory(1)), directory(1), file("now"));
    assertThat(merge(base, edited, tree(D, file("now"))))
        .containsExactly(oursStays, new Decision.TakeOurs(F, Optional.of(file("2"))));
    assertThat(oursStays.oursKeepsName()).isTrue();
  }

  @Test
  void without_a_common_ancestor_nothing_is_deleted() throws IOException {
    TreePath other = TreePath.ofText("e");
    assertThat(merge(null, tree(F, file("1")), tree(other, file("2"))))
        .containsExactly(
            new Decision.TakeOurs(F, Optional.of(file("1"))),
            new Decision.TakeTheirs(other, Optional.of(file("2"))));
  }

  @Test
  void the_same_content_sealed_anew_is_no_change() throws IOException {
    Entry entry = Samples.chunked(7, 3);
    NodeReference base = tree(F, entry);
    assertThat(merge(base, tree(F, Samples.elsewhere(entry)), base)).isEmpty();
    assertThat(merge(base, tree(F, Samples.elsewhere(entry)), tree(F, mode(entry, 0600))))
        .containsExactly(new Decision.TakeTheirs(F, Optional.of(mode(entry, 0600))));
  }

  @Test
  void fields_of_a_newer_version_live_through_a_merge() throws IOException {
    Entry newer = Samples.withUnknown(file("1"), 130);
    Entry edited =
        new Entry(
            file("2").body(), newer.metadata(), newer.hardLink(), newer.attributes(), List.of());
    assertThat(merge(tree(F, file("1")), tree(F, newer), tree(F, edited)))
        .containsExactly(new Decision.Combine(F, Samples.withUnknown(file("2"), 130)));
  }
}
