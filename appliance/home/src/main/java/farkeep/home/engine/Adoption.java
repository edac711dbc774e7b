package farkeep.home.engine;

import farkeep.home.state.FolderRecord;
import farkeep.home.state.FolderRecord.Newest;
import farkeep.home.state.HardLinks;
import farkeep.home.state.Ledger;
import farkeep.home.state.SeenFiles;
import farkeep.home.state.StateIndex;
import farkeep.objects.FolderTag;
import farkeep.objects.PeerId;
import farkeep.objects.port.Randomness;
import farkeep.vault.tree.Body;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.Content;
import farkeep.vault.tree.Cursor;
import farkeep.vault.tree.Entry;
import farkeep.vault.tree.ExtendedAttributes;
import farkeep.vault.tree.FileTree;
import farkeep.vault.tree.Item;
import farkeep.vault.tree.PathTree;
import farkeep.vault.tree.PlacedEntry;
import farkeep.vault.tree.PlacedItem;
import farkeep.vault.tree.TreeTotals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Learns a folder from the box, when this device has no record of it: after its state was lost, or
/// on a new device. Every path counts as seen but not sure, so each file is read again, and the
/// ledger knows all content, so nothing is sent again.
final class Adoption {
  private static final int BATCH_PATHS = 10_000;

  private final PeerId box;
  private final StateIndex index;
  private final Randomness randomness;
  private final Ledger ledger;
  private final PathTree tree;
  private final FileTree files;

  Adoption(SyncMeans means) {
    this.box = means.id();
    this.index = means.index();
    this.randomness = means.ports().randomness();
    this.ledger = index.ledger(box);
    this.tree = new PathTree(means.vault().treeKeys(), means.nodes());
    this.files = new FileTree(means.vault().treeKeys(), means.nodes());
  }

  /// Takes a snapshot's tree for what this device has seen.
  ///
  /// @return the folder's record, which is kept already
  FolderRecord run(FolderTag folder, Newest newest) throws IOException {
    SeenFiles seen = index.seen(box, folder);
    index.change(seen::clear);
    HardLinks links = index.hardLinks(folder, randomness);
    Cursor<PlacedEntry> entries = tree.entries(newest.root());
    List<PlacedEntry> batch = new ArrayList<>();
    long fileCount = 0;
    for (PlacedEntry entry = entries.next(); entry != null; entry = entries.next()) {
      if (entry.entry().body() instanceof Body.File) fileCount++;
      learn(entry.entry());
      ByteString path = entry.path().key();
      entry.entry().hardLink().ifPresent(group -> links.learn(path, group));
      batch.add(entry);
      if (batch.size() == BATCH_PATHS) keep(seen, batch);
    }
    keep(seen, batch);
    TreeTotals totals = tree.totals(newest.root());
    FolderRecord record =
        FolderRecord.NONE
            .withTree(
                Optional.of(newest.root()),
                new FolderRecord.Counts(fileCount, totals.entries(), totals.plainBytes()))
            .withNewest(newest);
    index.change(() -> index.putFolder(box, folder, record));
    return record;
  }

  private void keep(SeenFiles seen, List<PlacedEntry> batch) {
    index.change(() -> batch.forEach(entry -> seen.put(entry.path().key(), SeenFiles.UNSURE)));
    batch.clear();
  }

  private void learn(Entry entry) throws IOException {
    if (entry.attributes() instanceof ExtendedAttributes.Stored(var reference)) {
      ledger.add(reference.tag(), reference.id());
    }
    if (!(entry.body() instanceof Body.File file)) return;
    if (file.content() instanceof Content.FileTree(var root)) ledger.add(root.tag(), root.id());
    Cursor<PlacedItem> items = files.items(file);
    for (PlacedItem item = items.next(); item != null; item = items.next()) {
      if (item.item() instanceof Item.Data(var reference, _)) {
        ledger.add(reference.tag(), reference.id());
      }
    }
  }
}
