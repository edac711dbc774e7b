package farkeep.home.engine;

import static java.util.Objects.requireNonNull;

import farkeep.home.replicate.RemoteLogs;
import farkeep.home.state.HomeFiles;
import farkeep.link.protocol.BoxIntroduction;
import farkeep.objects.EntryHash;
import farkeep.objects.FieldReader;
import farkeep.objects.FolderTag;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.PeerId;
import farkeep.objects.log.Acceptance;
import farkeep.objects.log.BoxRecord;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.Opaque;
import farkeep.objects.log.VaultLog;
import farkeep.objects.log.VaultLogEntry;
import farkeep.objects.port.Randomness;
import farkeep.vault.keys.FolderSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The folders of a vault, as its log has them, and the local directories they are bound to. Safe
/// for many threads.
public final class Folders {
  /// Entries about one box that its own word may lead to; beyond them it has to be paired again to
  /// say where it is.
  static final int INTRODUCTIONS_MAX = 256;

  private final HomeFiles files;
  private final Randomness randomness;
  private final OpenedVault vault;
  private HomeFiles.Settings settings;

  Folders(HomeFiles files, Randomness randomness) throws IOException {
    this.files = files;
    this.randomness = randomness;
    this.vault = new OpenedVault(files.readLog(), files.readDevice());
    this.settings = files.readSettings();
  }

  OpenedVault vault() {
    return vault;
  }

  /// A folder of the vault.
  ///
  /// @param binding where it is on this machine, if it is
  public record Folder(FolderTag tag, FolderSettings settings, Optional<FolderBinding> binding) {}

  /// All folders, by name.
  public synchronized List<Folder> all() {
    Map<FolderTag, byte[]> paths =
        settings.folders().stream()
            .collect(Collectors.toMap(it -> tag(it.tag()), HomeFiles.Bound::path));
    return vault.log().state().folders().values().stream()
        .map(entry -> folder(entry, Optional.ofNullable(paths.get(entry.tag()))))
        .sorted(Comparator.comparing((Folder folder) -> folder.settings().name()))
        .toList();
  }

  private Folder folder(LogBody.Folder entry, Optional<byte[]> path) {
    FolderSettings opened = FolderSettings.open(vault.keyring(), entry.tag(), entry.sealed());
    return new Folder(
        entry.tag(),
        opened,
        path.map(there -> new FolderBinding(entry.tag(), opened.name(), there)));
  }

  private static FolderTag tag(String hex) {
    return FolderTag.of(java.util.HexFormat.of().parseHex(hex));
  }

  /// The folder with this name.
  public Optional<Folder> named(String name) {
    return all().stream().filter(folder -> folder.settings().name().equals(name)).findFirst();
  }

  FolderBinding binding(FolderTag tag) throws IOException {
    return all().stream()
        .filter(folder -> folder.tag().equals(tag))
        .findFirst()
        .flatMap(Folder::binding)
        .orElseThrow(() ->
            new IOException(
                "folder %s is bound to no directory here; bind it with `farkeep add`"
                    .formatted(tag)));
  }

  /// Binds a local directory to a folder, and makes the folder when the vault has none of that
  /// name. The box hears of it at the next [#exchange].
  ///
  /// @param path absolute, of a directory that exists
  /// @throws IOException the folder is bound elsewhere already, or the state can't be written
  public synchronized FolderBinding add(String name, byte[] path) throws IOException {
    Optional<Folder> known = named(name);
    if (known.flatMap(Folder::binding).isPresent()) {
      throw new IOException(
          "folder %s is bound to a directory here already; remove it first, or choose another name with --folder"
              .formatted(name));
    }
    FolderTag tag = known.isPresent() ? takeOver(known.get()) : make(name);
    List<HomeFiles.Bound> bound = new ArrayList<>(settings.folders());
    bound.add(new HomeFiles.Bound(tag.toString(), path.clone()));
    settings = new HomeFiles.Settings(bound);
    files.writeSettings(settings);
    return new FolderBinding(tag, name, path);
  }

  private FolderTag make(String name) throws IOException {
    FolderTag tag = FolderTag.of(randomness.bytes(FolderTag.BYTES));
    sign(tag, new FolderSettings(name, FolderSettings.Mode.BACKUP, List.of()));
    return tag;
  }

  /// A backup folder has one writer: from now on this device.
  private FolderTag takeOver(Folder folder) throws IOException {
    LogBody.Folder entry = requireNonNull(vault.log().state().folders().get(folder.tag()));
    if (!entry.writer().equals(Optional.of(vault.device().id()))) {
      sign(folder.tag(), folder.settings());
    }
    return folder.tag();
  }

  private void sign(FolderTag tag, FolderSettings folder) throws IOException {
    LogBody.Folder body =
        new LogBody.Folder(
            tag,
            vault.keyring().common().id(),
            Optional.of(vault.device().id()),
            folder.seal(vault.keyring().common().current(), tag));
    append(VaultLogEntry.sign(vault.id(), vault.log().tips(), body, vault.device().signing()));
  }

  /// Takes an entry into this device's copy of the vault log, durably.
  ///
  /// @throws IOException it is refused, or the state can't be written
  public synchronized void append(VaultLogEntry entry) throws IOException {
    if (vault.log().accept(entry) instanceof Acceptance.Refused refused) {
      throw new IOException("the vault log refuses an entry: " + refused.reason());
    }
    files.writeLog(vault.log());
  }

  /// Takes what a box says of itself into the vault log, if the box says so and it is news. A
  /// device that may not sign the log leaves it to one that may.
  synchronized void introduced(PeerId box, BoxIntroduction introduction) {
    LogBody.Box before = vault.log().state().boxes().get(box);
    if (before == null) return;
    try {
      FieldReader in = new FieldReader("box introduction", introduction.getRecord().toByteArray());
      BoxRecord record = BoxRecord.read(in);
      in.end();
      byte[] signature = introduction.getCountersignature().toByteArray();
      boolean isNews = record.revision() > before.record().revision();
      if (introductions(box) >= INTRODUCTIONS_MAX) return;
      if (!isNews || !record.box().equals(box) || !record.verifies(vault.id(), signature)) return;
      LogBody.Box body = new LogBody.Box(record, Opaque.of(signature), before.sealed());
      append(VaultLogEntry.sign(vault.id(), vault.log().tips(), body, vault.device().signing()));
    } catch (MalformedObjectException | IOException e) {
      // the box says it again at its next link
    }
  }

  /// What the log says of a box so far, often enough: a box that says something new each time must
  /// not fill it.
  private long introductions(PeerId box) {
    return vault.log().entries(0).stream()
        .filter(entry -> entry.body() instanceof LogBody.Box it && it.record().box().equals(box))
        .count();
  }

  /// Unbinds a folder from its directory. What the box keeps stays.
  ///
  /// @throws IOException it is not bound here, or the state can't be written
  public synchronized void remove(String name) throws IOException {
    FolderTag tag =
        named(name)
            .filter(folder -> folder.binding().isPresent())
            .orElseThrow(() -> new IOException("folder " + name + " is not bound here"))
            .tag();
    settings =
        new HomeFiles.Settings(
            settings.folders().stream().filter(it -> !tag(it.tag()).equals(tag)).toList());
    files.writeSettings(settings);
  }

  /// Brings a box's copy of the vault log and ours together: each gets what it lacks.
  void exchange(RemoteLogs remote) throws IOException, InterruptedException {
    List<VaultLogEntry> theirs = remote.readVaultLog(0);
    Set<EntryHash> known = new HashSet<>();
    theirs.forEach(entry -> known.add(entry.hash()));
    List<VaultLogEntry> lacking = new ArrayList<>();
    synchronized (this) {
      VaultLog log = vault.log();
      List<Folder> written = all().stream().filter(this::isWritten).toList();
      boolean grown = false;
      for (VaultLogEntry entry : theirs) {
        grown |= log.accept(entry) instanceof Acceptance.Accepted;
      }
      if (grown) files.writeLog(log);
      for (Folder folder : written) {
        if (!isWritten(folder) && !isTakenOver(folder.tag())) {
          sign(folder.tag(), folder.settings());
        }
      }
      for (VaultLogEntry entry : log.entries(0)) {
        if (!known.contains(entry.hash())) lacking.add(entry);
      }
    }
    if (!lacking.isEmpty()) remote.appendVaultLog(lacking);
  }

  /// Whether this device is the one that writes a folder, which is bound here.
  private boolean isWritten(Folder folder) {
    LogBody.Folder entry = vault.log().state().folders().get(folder.tag());
    return folder.binding().isPresent()
        && entry != null
        && entry.writer().equals(Optional.of(vault.device().id()));
  }

  /// Makes sure that this device is the one that writes a folder.
  ///
  /// @throws IOException another device has taken the folder over
  synchronized void requireWritten(FolderTag tag) throws IOException {
    Folder folder = all().stream().filter(it -> it.tag().equals(tag)).findFirst().orElseThrow();
    if (isWritten(folder)) return;
    throw new IOException(
        "folder %s is backed up by another device of this vault since; `farkeep remove %s` and then `farkeep add` its directory let this one back it up again"
            .formatted(folder.settings().name(), folder.settings().name()));
  }

  /// Whether the device that writes a folder now knew that this one did. If not, it became the
  /// writer beside this one, as a computer does that was lost since.
  private boolean isTakenOver(FolderTag tag) {
    LogBody.Folder now = requireNonNull(vault.log().state().folders().get(tag));
    EntryHash taken = newest(entry -> entry.body().equals(now));
    EntryHash mine =
        newest(entry ->
            entry.author().equals(vault.device().id())
                && entry.body() instanceof LogBody.Folder it
                && it.tag().equals(tag));
    return vault.log().descends(taken, mine);
  }

  private EntryHash newest(Predicate<VaultLogEntry> wanted) {
    return vault.log().entries(0).reversed().stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow()
        .hash();
  }
}
