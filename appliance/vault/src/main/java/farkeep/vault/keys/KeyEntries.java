package farkeep.vault.keys;

import farkeep.objects.Bytes32;
import farkeep.objects.PeerId;
import farkeep.objects.VaultId;
import farkeep.objects.log.LogBody.Keys;
import farkeep.objects.log.LogBody.Wrap;
import farkeep.objects.log.Opaque;
import farkeep.objects.port.Randomness;
import java.util.Collection;
import java.util.List;

/// Makes the KEYS bodies of a vault's log, and opens what is sealed in them.
public final class KeyEntries {
  private static final byte[] NOTHING = {};

  private final VaultId vault;
  private final Randomness randomness;

  /// @param vault whose log
  /// @param randomness for the wraps
  public KeyEntries(VaultId vault, Randomness randomness) {
    this.vault = vault;
    this.randomness = randomness;
  }

  /// Begins a key space.
  ///
  /// @param root its first root
  /// @param members who gets it; the recovery key should be among them
  public Keys first(RootKeys root, Collection<Member> members) {
    byte[] secrets = SpaceSecrets.fresh(randomness).bytes();
    byte[] sealed =
        Derivation.seal(Derivation.expand(root.root(), "farkeep/secrets"), NOTHING, secrets);
    return new Keys(
        root.keyId(), 0, root.commitment(), wraps(root, members), Opaque.EMPTY, Opaque.of(sealed));
  }

  /// Gives a key space a new root, which seals the one before.
  ///
  /// @param members who gets it: everybody who is to read what comes
  public Keys next(KeySpace space, RootKeys root, Collection<Member> members) {
    RootKeys before = space.current();
    byte[] sealed = Derivation.seal(previousKey(root, before.commitment()), NOTHING, before.root());
    return new Keys(
        space.id(),
        before.keyId(),
        root.commitment(),
        wraps(root, members),
        Opaque.of(sealed),
        Opaque.EMPTY);
  }

  /// Wraps a root that is in the log already to more members.
  ///
  /// @param known the entry that brought the root
  /// @param root that root
  public Keys admit(Keys known, RootKeys root, Collection<Member> members) {
    return new Keys(
        known.space(),
        known.previous(),
        root.commitment(),
        wraps(root, members),
        known.sealedPrevious(),
        known.sealedSecrets());
  }

  private List<Wrap> wraps(RootKeys root, Collection<Member> members) {
    return members.stream().map(member -> wrap(root, member)).toList();
  }

  private Wrap wrap(RootKeys root, Member member) {
    var fresh = AgreementKey.encapsulate(member.agreement(), randomness);
    byte[] key = wrapKey(vault, root.commitment(), member.id(), fresh.secret());
    byte[] sealed = Derivation.seal(key, NOTHING, root.root());
    return new Wrap(member.id(), fresh.encapsulated(), Opaque.of(sealed));
  }

  /// Opens a wrap.
  ///
  /// @throws CannotOpenException it was not made for this key, or what it holds is another root
  static RootKeys unwrap(VaultId vault, Keys keys, Wrap wrap, AgreementKey key) {
    byte[] secret = key.decapsulate(wrap.encapsulated());
    byte[] once = wrapKey(vault, keys.commitment(), wrap.recipient(), secret);
    return committed(
        Derivation.open("a wrapped root", once, NOTHING, wrap.sealedRoot().bytes()),
        keys.commitment());
  }

  /// Opens the root before.
  ///
  /// @param wanted the commitment of that root
  /// @throws CannotOpenException it does not open, or is another root
  static RootKeys previous(Keys keys, RootKeys root, Bytes32 wanted) {
    byte[] opened =
        Derivation.open(
            "the root before", previousKey(root, wanted), NOTHING, keys.sealedPrevious().bytes());
    return committed(opened, wanted);
  }

  /// Opens what lasts for the space's life.
  ///
  /// @param first the space's first root
  /// @throws CannotOpenException it does not open
  static SpaceSecrets secrets(Keys keys, RootKeys first) {
    byte[] key = Derivation.expand(first.root(), "farkeep/secrets");
    return SpaceSecrets.of(
        Derivation.open("secrets of a key space", key, NOTHING, keys.sealedSecrets().bytes()));
  }

  private static RootKeys committed(byte[] root, Bytes32 commitment) {
    if (root.length != Derivation.KEY_BYTES || !RootKeys.commitment(root).equals(commitment)) {
      throw new CannotOpenException("a root is not the one that the log commits to");
    }
    return RootKeys.of(root);
  }

  private static byte[] wrapKey(VaultId vault, Bytes32 commitment, PeerId to, byte[] secret) {
    return Derivation.expand(secret, "farkeep/wrap", vault.bytes(), commitment.bytes(), to.bytes());
  }

  private static byte[] previousKey(RootKeys root, Bytes32 before) {
    return Derivation.expand(root.root(), "farkeep/previous", before.bytes());
  }

  /// Somebody who gets a root.
  ///
  /// @param id device, or the recovery key
  /// @param agreement its X25519 public key
  public record Member(PeerId id, Bytes32 agreement) {}
}
