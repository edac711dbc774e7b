package farkeep.vault.keys;

import farkeep.objects.Bytes32;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.port.Randomness;
import java.util.Arrays;

/// The private keys of one device: Ed25519, whose public half is its id, and X25519. Safe for many
/// threads.
public final class DeviceKeys {
  /// Bytes of both seeds together.
  public static final int SEED_BYTES = 64;

  private final byte[] seeds;
  private final SigningKey signing;
  private final AgreementKey agreement;

  private DeviceKeys(byte[] seeds) {
    this.seeds = seeds;
    this.signing = SigningKey.ofSeed(Arrays.copyOf(seeds, 32));
    this.agreement = AgreementKey.ofSeed(Arrays.copyOfRange(seeds, 32, SEED_BYTES));
  }

  /// New keys.
  public static DeviceKeys fresh(Randomness randomness) {
    return new DeviceKeys(randomness.bytes(SEED_BYTES));
  }

  /// @param seeds the Ed25519 seed and the X25519 seed, 32 bytes each; copied
  /// @throws IllegalArgumentException the length is another one
  public static DeviceKeys ofSeeds(byte[] seeds) {
    if (seeds.length != SEED_BYTES) {
      throw new IllegalArgumentException("two seeds have 64 bytes, these have " + seeds.length);
    }
    return new DeviceKeys(seeds.clone());
  }

  /// Who this device is.
  public PeerId id() {
    return signing.id();
  }

  /// The Ed25519 key: signs head moves, snapshots, vault log entries and AUTH.
  public SigningKey signing() {
    return signing;
  }

  /// The X25519 public half that roots are wrapped to.
  public Bytes32 agreementPublic() {
    return agreement.publicHalf();
  }

  AgreementKey agreement() {
    return agreement;
  }

  byte[] seeds() {
    return seeds.clone();
  }
}
