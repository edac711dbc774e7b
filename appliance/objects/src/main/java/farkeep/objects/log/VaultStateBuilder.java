package farkeep.objects.log;

import static java.util.Objects.requireNonNull;

import farkeep.objects.EntryHash;
import farkeep.objects.FolderTag;
import farkeep.objects.PeerId;
import farkeep.objects.log.LogBody.Box;
import farkeep.objects.log.LogBody.Device;
import farkeep.objects.log.LogBody.Folder;
import farkeep.objects.log.LogBody.Genesis;
import farkeep.objects.log.LogBody.Keys;
import farkeep.objects.log.LogBody.Policy;
import farkeep.objects.log.LogBody.Revoke;
import farkeep.objects.log.LogBody.Role;
import farkeep.objects.log.LogBody.Terms;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Adds up a set of entries that contains the ancestors of each of them.
///
/// The sum depends on the set alone, never on the order in which it came together: that is what
/// lets boxes that heard of entries in different orders agree.
final class VaultStateBuilder {
  private static final Comparator<KeptEntry> BY_HASH = Comparator.comparing(KeptEntry::hash);

  private final PeerId recovery;
  private final List<KeptEntry> counted = new ArrayList<>();
  private final Map<PeerId, List<KeptEntry>> revokes = new LinkedHashMap<>();
  private final Map<PeerId, List<KeptEntry>> grants = new LinkedHashMap<>();
  private int voidEntries;

  /// @param recovery the author of GENESIS
  /// @param entries in an order where parents come first
  VaultStateBuilder(PeerId recovery, List<KeptEntry> entries) {
    this.recovery = recovery;
    for (KeptEntry entry : entries) {
      if (entry.body() instanceof Revoke revoke) {
        revokes.computeIfAbsent(revoke.peer(), _ -> new ArrayList<>()).add(entry);
      }
    }
    for (KeptEntry entry : entries) {
      if (isVoid(entry)) {
        voidEntries++;
      } else {
        counted.add(entry);
        grant(entry);
      }
    }
  }

  /// Entries that have no effect, because their author was revoked or never had a say.
  int voidEntries() {
    return voidEntries;
  }

  VaultState build() {
    Map<PeerId, Device> devices =
        newest(Device.class, Device::device, Comparator.comparing(Device::role));
    Map<PeerId, Box> boxes =
        newest(
            Box.class,
            box -> box.record().box(),
            Comparator.comparing((Box box) -> box.record().revision()).reversed());
    devices.keySet().removeAll(revokes.keySet());
    boxes.keySet().removeAll(revokes.keySet());
    Map<FolderTag, Folder> folders = newest(Folder.class, Folder::tag, (_, _) -> 0);
    List<Keys> keys = new ArrayList<>();
    Map<Optional<FolderTag>, Terms> policies = new LinkedHashMap<>();
    for (KeptEntry entry : counted) {
      if (entry.body() instanceof Keys body) keys.add(body);
      if (entry.body() instanceof Policy policy) {
        policies.merge(policy.folder(), policy.terms(), Terms::longest);
      }
    }
    return new VaultState(
        devices, boxes, folders, keys, policies, revokes.keySet(), Optional.of(recovery));
  }

  /// REVOKE and POLICY only ever take rights away or lengthen a promise, so they count once their
  /// author had the right to say so, whatever became of the author. Everything else of a revoked
  /// author counts only if each of its REVOKEs knew of it.
  private boolean isVoid(KeptEntry entry) {
    if (entry.body() instanceof Revoke || entry.body() instanceof Policy) return false;
    PeerId author = entry.entry().author();
    if (author.equals(recovery)) return false;
    for (KeptEntry revoke : revokes.getOrDefault(author, List.of())) {
      if (!revoke.ancestors().get(entry.index())) return true;
    }
    return grants.getOrDefault(author, List.of()).stream()
        .noneMatch(grant -> entry.ancestors().get(grant.index()));
  }

  private void grant(KeptEntry entry) {
    switch (entry.body()) {
      case Genesis genesis -> grant(genesis.firstOwner(), entry);
      case Device device -> grant(device, entry);
      case Box _, Keys _, Folder _, Policy _, Revoke _ -> {}
    }
  }

  private void grant(Device device, KeptEntry entry) {
    if (device.role() == Role.OWNER) {
      grants.computeIfAbsent(device.device(), _ -> new ArrayList<>()).add(entry);
    }
  }

  /// For each subject the entry that no later one on the same subject supersedes; of several, the
  /// first by `preferred`, then by hash.
  private <K, B extends LogBody> Map<K, B> newest(
      Class<B> type, Function<B, K> subject, Comparator<B> preferred) {
    Map<K, List<KeptEntry>> rivals = new LinkedHashMap<>();
    for (KeptEntry entry : counted) {
      B body = bodyAs(type, entry);
      if (body == null) continue;
      List<KeptEntry> same = rivals.computeIfAbsent(subject.apply(body), _ -> new ArrayList<>());
      same.removeIf(earlier -> entry.ancestors().get(earlier.index()));
      same.add(entry);
    }
    Comparator<KeptEntry> order =
        Comparator.<KeptEntry, B>comparing(entry -> bodyAs(type, entry), preferred)
            .thenComparing(BY_HASH);
    Map<K, B> newest = new LinkedHashMap<>();
    rivals.forEach((it, same) -> {
      KeptEntry first = same.stream().min(order).orElseThrow();
      newest.put(it, requireNonNull(bodyAs(type, first)));
    });
    return newest;
  }

  private static <B> @Nullable B bodyAs(Class<B> type, KeptEntry entry) {
    LogBody body = entry.body() instanceof Genesis genesis ? genesis.firstOwner() : entry.body();
    return type.isInstance(body) ? type.cast(body) : null;
  }

  /// An entry with its place.
  ///
  /// @param index place in the log
  /// @param ancestors the places of all entries it descends from
  record KeptEntry(EntryHash hash, VaultLogEntry entry, int index, BitSet ancestors) {
    LogBody body() {
      return entry.body();
    }
  }
}
