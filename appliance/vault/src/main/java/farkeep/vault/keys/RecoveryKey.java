package farkeep.vault.keys;

import farkeep.objects.Bytes32;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.VaultLogEntry;
import farkeep.objects.port.Randomness;

/// The key on the recovery sheet. It signs GENESIS, every root is wrapped to it, and it can let a
/// new device in when all others are lost. Safe for many threads.
public final class RecoveryKey {
  /// Bytes of the printed secret.
  public static final int BYTES = 32;

  private final byte[] secret;
  private final SigningKey signing;
  private final AgreementKey agreement;

  private RecoveryKey(byte[] secret) {
    this.secret = secret;
    this.signing = SigningKey.ofSeed(Derivation.expand(secret, "farkeep/recovery-ed25519"));
    this.agreement = AgreementKey.ofSeed(Derivation.expand(secret, "farkeep/recovery-x25519"));
  }

  /// A new key.
  public static RecoveryKey fresh(Randomness randomness) {
    return new RecoveryKey(randomness.bytes(BYTES));
  }

  /// @param secret the [#BYTES] bytes of the sheet; copied
  /// @throws IllegalArgumentException the length is another one
  public static RecoveryKey of(byte[] secret) {
    if (secret.length != BYTES) {
      throw new IllegalArgumentException("a recovery key has 32 bytes, this has " + secret.length);
    }
    return new RecoveryKey(secret.clone());
  }

  /// The Ed25519 half: author of GENESIS, and of entries made in recovery.
  public SigningKey signing() {
    return signing;
  }

  /// The recipient that roots are wrapped for: the public half of [#signing].
  public PeerId id() {
    return signing.id();
  }

  /// The X25519 public half, as GENESIS names it.
  public Bytes32 agreementPublic() {
    return agreement.publicHalf();
  }

  /// Whether this key founded the vault: GENESIS is its author's, signed, names its X25519 half,
  /// and has the vault's id as its hash.
  public boolean founded(VaultId vault, VaultLogEntry genesis) {
    return genesis.body() instanceof LogBody.Genesis body
        && genesis.author().equals(id())
        && body.recoveryAgreement().equals(agreementPublic())
        && genesis.hash().value().equals(vault.value())
        && genesis.verifies(vault);
  }

  AgreementKey agreement() {
    return agreement;
  }

  byte[] secret() {
    return secret.clone();
  }
}
