package farkeep.objects.log;

import static java.util.Objects.requireNonNull;

import farkeep.objects.EntryHash;
import farkeep.objects.PeerId;
import farkeep.objects.VaultId;
import farkeep.objects.log.VaultStateBuilder.KeptEntry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The log of one vault in memory: takes entries, refuses what their authors may not say, and adds
/// up the rest. It only grows. Two logs with the same entries have the same state, in whatever
/// order they came. Safe for many threads.
public final class VaultLog {
  /// Entries of one log, REVOKEs and the recovery key's apart.
  public static final int ENTRIES_MAX = 4_096;

  /// More entries that only REVOKEs and the recovery key may still add, so that somebody who filled
  /// the log can be shut out.
  public static final int RESERVED_ENTRIES_MAX = 512;

  /// Entries without effect that are taken in; they are needed where others name them as parents.
  public static final int VOID_ENTRIES_MAX = 256;

  /// Bytes of all entries together, reserve apart.
  public static final long BYTES_MAX = 16L << 20;

  private final VaultId vault;
  private final int entriesMax;
  private final Map<EntryHash, KeptEntry> entries = new LinkedHashMap<>();
  private final List<KeptEntry> inOrder = new ArrayList<>();
  private final TreeSet<EntryHash> tips = new TreeSet<>();
  private long bytes;
  private volatile VaultState state = VaultState.EMPTY;

  /// An empty log, whose first entry must be the vault's GENESIS.
  public VaultLog(VaultId vault) {
    this(vault, ENTRIES_MAX);
  }

  VaultLog(VaultId vault, int entriesMax) {
    this.vault = vault;
    this.entriesMax = entriesMax;
  }

  /// The vault's id.
  public VaultId vault() {
    return vault;
  }

  /// Takes an entry in, if its signature, its parents and its author's rights are good.
  public synchronized Acceptance accept(VaultLogEntry entry) {
    EntryHash hash = entry.hash();
    if (entries.containsKey(hash)) return new Acceptance.Known();
    Optional<String> fault =
        entry.body() instanceof LogBody.Genesis ? genesisFault(hash) : fault(entry);
    if (fault.isEmpty() && !entry.verifies(vault)) {
      fault = Optional.of("its signature is not that of " + entry.author().abbreviated());
    }
    if (fault.isPresent()) return new Acceptance.Refused(hash, fault.get());
    KeptEntry kept = new KeptEntry(hash, entry, inOrder.size(), ancestors(entry));
    VaultStateBuilder sum = sum(kept);
    if (sum.voidEntries() > VOID_ENTRIES_MAX) {
      return new Acceptance.Refused(
          hash, "it has no effect, and %d such entries are kept".formatted(VOID_ENTRIES_MAX));
    }
    keep(kept);
    state = sum.build();
    return new Acceptance.Accepted(inOrder.size() - 1);
  }

  /// What the entries add up to.
  public VaultState state() {
    return state;
  }

  /// The entry that founded the vault, once it is here.
  public synchronized Optional<VaultLogEntry> genesis() {
    return inOrder.stream().findFirst().map(KeptEntry::entry);
  }

  /// How many entries.
  public synchronized int size() {
    return inOrder.size();
  }

  /// Entries in the order they came, parents first.
  ///
  /// @param from the first one's place, from 0; none when it is behind the last
  public synchronized List<VaultLogEntry> entries(int from) {
    int first = Math.clamp(from, 0, inOrder.size());
    return inOrder.subList(first, inOrder.size()).stream().map(KeptEntry::entry).toList();
  }

  /// Whether the entry is here.
  public synchronized boolean contains(EntryHash hash) {
    return entries.containsKey(hash);
  }

  /// Whether whoever signed one entry knew the other, an earlier one; both are here.
  public synchronized boolean descends(EntryHash later, EntryHash earlier) {
    return requireNonNull(entries.get(later))
        .ancestors()
        .get(requireNonNull(entries.get(earlier)).index());
  }

  /// Parents for the next entry: those that no other names as a parent, at most
  /// [VaultLogEntry#PARENTS_MAX].
  public synchronized SortedSet<EntryHash> tips() {
    SortedSet<EntryHash> first = new TreeSet<>();
    tips.stream().limit(VaultLogEntry.PARENTS_MAX).forEach(first::add);
    return first;
  }

  private Optional<String> genesisFault(EntryHash hash) {
    if (!inOrder.isEmpty()) return Optional.of("a vault has one GENESIS only");
    if (!hash.value().equals(vault.value())) {
      return Optional.of("it founds another vault than " + vault.abbreviated());
    }
    return Optional.empty();
  }

  private Optional<String> fault(VaultLogEntry entry) {
    for (EntryHash parent : entry.parents()) {
      if (!entries.containsKey(parent)) {
        return Optional.of("its parent %s is not here".formatted(parent.abbreviated()));
      }
    }
    PeerId recovery = inOrder.getFirst().entry().author();
    boolean byRecovery = entry.author().equals(recovery);
    boolean reserved = byRecovery || entry.body() instanceof LogBody.Revoke;
    int most = entriesMax + (reserved ? RESERVED_ENTRIES_MAX : 0);
    if (inOrder.size() >= most || bytes >= BYTES_MAX && !reserved) {
      return Optional.of("the log is full: %d entries, %d B".formatted(inOrder.size(), bytes));
    }
    VaultState before = stateBefore(entry);
    if (!byRecovery && !before.isOwner(entry.author())) {
      return Optional.of("%s is no owner of this vault".formatted(entry.author().abbreviated()));
    }
    return bodyFault(entry.body(), before, recovery);
  }

  private Optional<String> bodyFault(LogBody body, VaultState before, PeerId recovery) {
    return switch (body) {
      case LogBody.Genesis _ -> Optional.of("a vault has one GENESIS only");
      case LogBody.Box box ->
          box.record().verifies(vault, box.countersignature().bytes())
              ? Optional.empty()
              : Optional.of("the box did not sign its record");
      case LogBody.Keys keys -> keysFault(keys, before);
      case LogBody.Folder folder ->
          before.keys().stream().anyMatch(keys -> keys.keyId() == folder.space())
              ? Optional.empty()
              : Optional.of("its key space %016x is not in the log".formatted(folder.space()));
      case LogBody.Revoke revoke ->
          revoke.peer().equals(recovery)
              ? Optional.of("the recovery key can't be revoked")
              : Optional.empty();
      case LogBody.Device _, LogBody.Policy _ -> Optional.empty();
    };
  }

  private static Optional<String> keysFault(LogBody.Keys keys, VaultState before) {
    for (LogBody.Keys earlier : before.keys()) {
      boolean sameRoot = earlier.commitment().equals(keys.commitment());
      if (earlier.keyId() == keys.keyId() && !sameRoot) {
        return Optional.of("another root has the key id %016x".formatted(keys.keyId()));
      }
      if (sameRoot && (earlier.space() != keys.space() || earlier.previous() != keys.previous())) {
        return Optional.of("the root %016x has another place".formatted(keys.keyId()));
      }
    }
    boolean known =
        keys.previous() == 0
            || before.keys().stream()
                .anyMatch(it -> it.space() == keys.space() && it.keyId() == keys.previous());
    return known
        ? Optional.empty()
        : Optional.of("the root before it, %016x, is not in the log".formatted(keys.previous()));
  }

  /// What the author knew: the sum of the entry's ancestors alone. Judging by that makes the
  /// verdict the same on every box.
  private VaultState stateBefore(VaultLogEntry entry) {
    BitSet known = ancestors(entry);
    if (known.cardinality() == inOrder.size()) return state;
    List<KeptEntry> before = known.stream().mapToObj(inOrder::get).toList();
    return new VaultStateBuilder(inOrder.getFirst().entry().author(), before).build();
  }

  private VaultStateBuilder sum(KeptEntry next) {
    List<KeptEntry> all = new ArrayList<>(inOrder);
    all.add(next);
    return new VaultStateBuilder(all.getFirst().entry().author(), all);
  }

  private BitSet ancestors(VaultLogEntry entry) {
    BitSet all = new BitSet(inOrder.size());
    for (EntryHash hash : entry.parents()) {
      KeptEntry parent = requireNonNull(entries.get(hash));
      all.or(parent.ancestors());
      all.set(parent.index());
    }
    return all;
  }

  private void keep(KeptEntry kept) {
    entries.put(kept.hash(), kept);
    inOrder.add(kept);
    bytes += kept.entry().encode().length;
    kept.entry().parents().forEach(tips::remove);
    tips.add(kept.hash());
  }
}
