package farkeep.box.pairing;

import com.google.protobuf.ByteString;
import farkeep.box.identity.BoxIdentity;
import farkeep.box.replication.Itself;
import farkeep.box.replication.KeptVault;
import farkeep.box.replication.Vaults;
import farkeep.link.pairing.BoxOffer;
import farkeep.link.pairing.HomeOffer;
import farkeep.link.pairing.PairingBox;
import farkeep.link.pairing.PairingSecret;
import farkeep.link.pairing.PairingText;
import farkeep.link.protocol.BoxIntroduction;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.PeerId;
import farkeep.objects.VaultId;
import farkeep.objects.log.Acceptance;
import farkeep.objects.log.BoxRecord;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.Opaque;
import farkeep.objects.log.VaultLog;
import farkeep.objects.log.VaultLogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What a box says of itself, and how it takes a vault in from a home that has proven to know the
/// pairing code.
public final class VaultIntake implements PairingBox.Host, Itself {
  private final BoxIdentity identity;
  private final Vaults vaults;
  private final ForgottenPairings forgotten;
  private final Supplier<List<String>> addresses;

  /// @param forgotten whom a pairing lets in again
  /// @param addresses where this box can be reached now, best first
  public VaultIntake(
      BoxIdentity identity,
      Vaults vaults,
      ForgottenPairings forgotten,
      Supplier<List<String>> addresses) {
    this.forgotten = forgotten;
    this.identity = identity;
    this.vaults = vaults;
    this.addresses = addresses;
  }

  @Override
  public BoxOffer introduce(VaultId vault, PeerId device) {
    BoxRecord mine = mine(vault);
    Opaque signature = Opaque.of(mine.sign(vault, identity.key()));
    return new BoxOffer(mine, signature, "box-" + identity.id().abbreviated());
  }

  /// What this box shows with a secret in it.
  public PairingText text(PairingSecret secret) {
    return PairingText.of(identity.id(), identity.tls().pin(), addresses.get(), secret);
  }

  @Override
  public PeerId id() {
    return identity.id();
  }

  @Override
  public Optional<BoxIntroduction> news(KeptVault vault) {
    LogBody.Box known = vault.state().boxes().get(identity.id());
    if (known == null) return Optional.empty();
    BoxRecord mine = mine(vault.id());
    boolean right =
        known.record().addresses().equals(mine.addresses())
            && known.record().pin().equals(mine.pin());
    if (right) return Optional.empty();
    return Optional.of(
        BoxIntroduction.newBuilder()
            .setRecord(ByteString.copyFrom(mine.encode()))
            .setCountersignature(ByteString.copyFrom(mine.sign(vault.id(), identity.key())))
            .build());
  }

  /// What this box says of itself now, with the revision that comes next in a vault's log.
  private BoxRecord mine(VaultId vault) {
    return new BoxRecord(
        identity.id(),
        revision(vault) + 1,
        identity.tls().pin().value(),
        Optional.empty(),
        addresses.get().stream().limit(LogBody.ADDRESSES_MAX).toList());
  }

  /// The newest revision of this box's record in a vault's log; 0 when there is none.
  private long revision(VaultId vault) {
    return vaults
        .find(vault)
        .map(kept -> kept.state().boxes().get(identity.id()))
        .map(box -> box.record().revision())
        .orElse(0L);
  }

  @Override
  public void keep(HomeOffer home, byte[] boxEntry) throws IOException {
    List<byte[]> entries = new ArrayList<>(home.log());
    entries.add(boxEntry);
    check(home, entries);
    KeptVault vault =
        vaults
            .openOrMake(home.vault())
            .orElseThrow(() ->
                new IOException(
                    "this box keeps %d vaults already, the most it can; use another box"
                        .formatted(Vaults.VAULTS_MAX)));
    Optional<String> refusal = vault.append(entries);
    if (refusal.isPresent()) throw new IOException(refusal.get());
    forgotten.welcome(home.device());
  }

  /// Adds the log up on trial, so that nothing is made for a vault whose log is not in order.
  private void check(HomeOffer home, List<byte[]> entries) throws IOException {
    VaultLog trial = new VaultLog(home.vault());
    for (byte[] entry : entries) {
      if (accept(trial, entry) instanceof Acceptance.Refused refused) {
        throw new IOException(
            "vault log entry %s: %s".formatted(refused.hash().abbreviated(), refused.reason()));
      }
    }
    if (!trial.state().mayOpen(home.device())) {
      throw new IOException(
          "device %s is not in the log of its vault".formatted(home.device().abbreviated()));
    }
    if (!trial.state().boxes().containsKey(identity.id())) {
      throw new IOException("the vault log does not name this box");
    }
  }

  private static Acceptance accept(VaultLog trial, byte[] entry) throws IOException {
    try {
      return trial.accept(VaultLogEntry.parse(entry));
    } catch (MalformedObjectException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
