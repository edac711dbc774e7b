package farkeep.acceptance;

import farkeep.home.engine.Boxes;
import farkeep.home.engine.HomeNode;
import farkeep.home.engine.Moment;
import farkeep.home.engine.Ports;
import farkeep.home.engine.Progress;
import farkeep.home.engine.SyncResult;
import farkeep.home.replicate.BoxEvents;
import farkeep.home.replicate.Connector;
import farkeep.home.replicate.Patience;
import farkeep.home.restore.RestoreRules;
import farkeep.home.state.StateDirectory;
import farkeep.objects.FolderTag;
import farkeep.objects.PeerId;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.Opaque;
import farkeep.objects.log.VaultLogEntry;
import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemRandomness;
import farkeep.objects.system.SystemTasks;
import farkeep.vault.tree.TreePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// A home node in this process, talking to a [BoxInProcess].
final class HomeInProcess implements AutoCloseable {
  static final Ports PORTS =
      new Ports(new SystemTasks(), new SystemClocks(), new SystemRandomness());

  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(20), Duration.ofSeconds(20));

  final List<Progress> told = Collections.synchronizedList(new ArrayList<>());
  private final StateDirectory directory;
  private final HomeNode node;

  HomeInProcess(Path state, BoxInProcess box) throws Exception {
    directory = StateDirectory.open(state);
    if (!Files.exists(state.resolve("vault.log"))) HomeNode.found(directory, "test", PORTS);
    node = HomeNode.open(directory, PORTS);
    if (node.vault().log().state().boxes().isEmpty()) node.folders().append(entry(box));
    box.adopt(
        node.vault().id(),
        node.vault().log().entries(0).stream().map(VaultLogEntry::encode).toList());
    node.connect(
        new Boxes.Ways() {
          @Override
          public Connector to(PeerId to) {
            return () -> box.dial(node.vault().device().signing());
          }

          @Override
          public BoxEvents events(PeerId from) {
            return new BoxEvents() {
              @Override
              public void disconnected(String why) {
                told.add(new Progress.Note("disconnected: " + why));
              }
            };
          }
        },
        PATIENCE);
  }

  private VaultLogEntry entry(BoxInProcess box) {
    var vault = node.vault();
    byte[] signature = box.record().sign(vault.id(), BoxInProcess.KEY);
    LogBody body = new LogBody.Box(box.record(), Opaque.of(signature), Opaque.EMPTY);
    return VaultLogEntry.sign(vault.id(), vault.log().tips(), body, vault.device().signing());
  }

  HomeNode node() {
    return node;
  }

  FolderTag add(String name, Path path) throws Exception {
    FolderTag tag = node.folders().add(name, bytes(path)).tag();
    node.exchangeLog();
    return tag;
  }

  SyncResult sync(FolderTag folder, TreePath... changed) throws Exception {
    return node.sync(BoxInProcess.KEY.id(), folder, Set.copyOf(Arrays.asList(changed)), told::add);
  }

  long restore(FolderTag folder, Path to) throws Exception {
    return node.view(folder, new Moment.Newest())
        .restore(List.of(TreePath.ROOT), bytes(to), RestoreRules.USUAL, told::add)
        .problems();
  }

  static byte[] bytes(Path path) {
    return path.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws java.io.IOException {
    node.close();
    directory.close();
  }
}
