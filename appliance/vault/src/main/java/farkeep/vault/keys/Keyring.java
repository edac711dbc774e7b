package farkeep.vault.keys;

import static java.util.Objects.requireNonNull;

import farkeep.objects.PeerId;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.LogBody.Keys;
import farkeep.objects.log.LogBody.Wrap;
import farkeep.objects.log.VaultLog;
import farkeep.objects.log.VaultLogEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The key spaces of a vault that its holder can open. Immutable; made again when the log has
/// grown.
///
/// A root is believed only because the vault log took its KEYS entry in, whose author the log
/// traced back to GENESIS, and because it matches the entry's commitment.
public final class Keyring {
  private final Map<Long, KeySpace> spaces;
  private final Map<Long, RootKeys> roots;
  private final long commonSpace;

  private Keyring(Map<Long, KeySpace> spaces, Map<Long, RootKeys> roots, long commonSpace) {
    this.spaces = Collections.unmodifiableMap(new TreeMap<>(spaces));
    this.roots = Map.copyOf(roots);
    this.commonSpace = commonSpace;
  }

  /// Opens what is wrapped to a device. That the log is the right vault's is the caller's to know:
  /// it asked for that vault id.
  ///
  /// @throws CannotOpenException the vault's common key space does not open
  public static Keyring open(VaultLog log, DeviceKeys device) {
    return open(log, device.id(), device.agreement());
  }

  /// Opens what is wrapped to the recovery key, once GENESIS is proven to be that key's.
  ///
  /// @throws CannotOpenException the key did not found this vault, or its common key space does not
  ///   open
  public static Keyring open(VaultLog log, RecoveryKey recovery) {
    if (log.genesis().filter(it -> recovery.founded(log.vault(), it)).isEmpty()) {
      throw new CannotOpenException(
          "vault %s was not founded with the key on this recovery sheet"
              .formatted(log.vault().abbreviated()));
    }
    return open(log, recovery.id(), recovery.agreement());
  }

  private static Keyring open(VaultLog log, PeerId holder, AgreementKey key) {
    VaultLogEntry genesis =
        log.genesis()
            .orElseThrow(() -> new CannotOpenException("the vault log has no GENESIS yet"));
    long common = ((LogBody.Genesis) genesis.body()).firstRoot().a();
    List<Keys> entries = log.state().keys();
    Map<Long, RootKeys> roots = wrapped(log, entries, holder, key);
    addPrevious(entries, roots);
    Map<Long, KeySpace> spaces = new HashMap<>();
    for (Keys entry : entries) {
      if (entry.previous() == 0 && roots.containsKey(entry.space())) {
        space(entry, entries, roots).ifPresent(space -> spaces.putIfAbsent(space.id(), space));
      }
    }
    if (!spaces.containsKey(common)) {
      throw new CannotOpenException(
          "no root of vault %s is wrapped to this key".formatted(log.vault().abbreviated()));
    }
    return new Keyring(spaces, roots, common);
  }

  /// The vault's common key space.
  public KeySpace common() {
    return requireNonNull(spaces.get(commonSpace));
  }

  /// A key space by its id, if it was opened.
  public Optional<KeySpace> space(long id) {
    return Optional.ofNullable(spaces.get(id));
  }

  /// All key spaces that were opened, by id.
  public Collection<KeySpace> spaces() {
    return spaces.values();
  }

  /// The root that an object's header names.
  ///
  /// @throws CannotOpenException it is not in this keyring
  public RootKeys root(long keyId) {
    RootKeys root = roots.get(keyId);
    if (root == null) {
      throw new CannotOpenException(
          "key id %016x is in no key space of this device; read the vault log again"
              .formatted(keyId));
    }
    return root;
  }

  private static Map<Long, RootKeys> wrapped(
      VaultLog log, List<Keys> entries, PeerId holder, AgreementKey key) {
    Map<Long, RootKeys> roots = new HashMap<>();
    for (Keys entry : entries) {
      for (Wrap wrap : entry.wraps()) {
        if (!wrap.recipient().equals(holder) || roots.containsKey(entry.keyId())) continue;
        try {
          roots.put(entry.keyId(), KeyEntries.unwrap(log.vault(), entry, wrap, key));
        } catch (CannotOpenException _) {
          // A bad wrap must not lock its recipient out of the good ones.
        }
      }
    }
    return roots;
  }

  /// The log holds a root's predecessor before the root, so going backwards once is enough.
  private static void addPrevious(List<Keys> entries, Map<Long, RootKeys> roots) {
    for (Keys entry : entries.reversed()) {
      RootKeys root = roots.get(entry.keyId());
      if (root == null || entry.previous() == 0 || roots.containsKey(entry.previous())) continue;
      entries.stream()
          .filter(it -> it.keyId() == entry.previous())
          .findFirst()
          .flatMap(before -> opened(() -> KeyEntries.previous(entry, root, before.commitment())))
          .ifPresent(before -> roots.put(before.keyId(), before));
    }
  }

  private static Optional<KeySpace> space(
      Keys first, List<Keys> entries, Map<Long, RootKeys> opened) {
    List<Keys> mine = entries.stream().filter(it -> it.space() == first.space()).toList();
    Set<Long> replaced = mine.stream().map(Keys::previous).collect(Collectors.toSet());
    List<RootKeys> roots = new ArrayList<>();
    mine.stream()
        .map(Keys::keyId)
        .distinct()
        .filter(opened::containsKey)
        .forEach(id -> roots.add(opened.get(id)));
    Optional<RootKeys> newest =
        mine.stream()
            .map(Keys::keyId)
            .filter(id -> !replaced.contains(id))
            .filter(opened::containsKey)
            .min(Long::compareUnsigned)
            .map(opened::get);
    RootKeys root = opened.get(first.space());
    if (root == null) return Optional.empty();
    return opened(() -> KeyEntries.secrets(first, root))
        .map(secrets -> new KeySpace(first.space(), roots, newest, secrets));
  }

  private static <T> Optional<T> opened(Supplier<T> opening) {
    try {
      return Optional.of(opening.get());
    } catch (CannotOpenException _) {
      return Optional.empty();
    }
  }
}
