package farkeep.box;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.identity.BoxIdentity;
import farkeep.box.pairing.ForgottenPairings;
import farkeep.box.pairing.Invitation;
import farkeep.box.pairing.PairingDesk;
import farkeep.box.pairing.VaultIntake;
import farkeep.box.replication.KeptVault;
import farkeep.box.replication.Vaults;
import farkeep.link.pairing.DiskGuessLedger;
import farkeep.link.pairing.PairingBox;
import farkeep.objects.PeerId;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Whom a box lets in: the devices of its vaults, but for those whose pairing was forgotten.
record Pairings(Vaults vaults, ForgottenPairings forgotten, PairingDesk desk, BoxEvents events) {
  /// The file that counts guesses at pairing codes.
  static final String GUESSES = "pairing.guesses";

  /// @param intake what becomes of a home that paired
  /// @throws IOException the guesses that are left, or who was forgotten, can't be kept
  static Pairings of(
      BoxPorts ports,
      BoxIdentity identity,
      Vaults vaults,
      ForgottenPairings forgotten,
      VaultIntake intake,
      BoxEvents events)
      throws IOException {
    PairingDesk.Chances chances =
        new PairingDesk.Chances(
            ports.tasks(),
            ports.clocks(),
            ports.randomness(),
            new DiskGuessLedger(ports.tasks(), ports.disk(), GUESSES));
    PairingBox box = new PairingBox(ports.tasks(), ports.randomness(), identity.key());
    PairingDesk desk = new PairingDesk(chances, box, intake, intake::text, events);
    Pairings pairings = new Pairings(vaults, forgotten, desk, events);
    pairings.settle();
    return pairings;
  }

  /// Opens the pairing window, if the box belongs to nobody.
  Optional<Invitation> openToFirstOwner() {
    return isAny() ? Optional.empty() : desk.openAtFirstStart();
  }

  private boolean isAny() {
    return vaults.all().stream().anyMatch(KeptVault::isPaired);
  }

  /// Forgets all: sessions end, the pairing window is closed.
  ///
  /// @return how many devices are let in no more
  /// @throws IOException it could not be noted durably; nothing has changed
  int forget() throws IOException {
    desk.close();
    Set<PeerId> devices = devices();
    forgotten.forget(devices);
    vaults.all().forEach(KeptVault::accessChanged);
    events.say(BoxEvent.warn("pairings were forgotten").with("devices", devices.size()));
    return devices.size();
  }

  /// Where it can't be read any more who was forgotten, nobody is let in unpaired.
  private void settle() throws IOException {
    if (!forgotten.damaged()) return;
    Set<PeerId> devices = devices();
    forgotten.forget(devices);
    events.say(
        BoxEvent.error("list of forgotten pairings was damaged").with("devices", devices.size()));
  }

  private Set<PeerId> devices() {
    return vaults.all().stream()
        .flatMap(vault -> vault.state().devices().keySet().stream())
        .collect(Collectors.toSet());
  }
}
