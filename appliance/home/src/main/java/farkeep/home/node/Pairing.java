package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.home.control.Request;
import farkeep.home.control.Verbs.Events;
import farkeep.home.engine.Boxes;
import farkeep.home.engine.HomeNode;
import farkeep.home.engine.OpenedVault;
import farkeep.home.engine.Ports;
import farkeep.link.carrier.Link;
import farkeep.link.pairing.BoxOffer;
import farkeep.link.pairing.HomeOffer;
import farkeep.link.pairing.PairingCode;
import farkeep.link.pairing.PairingHome;
import farkeep.link.pairing.PairingText;
import farkeep.objects.PeerId;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.VaultLogEntry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes a box into the vault: by the digits that it shows, or by the text of its QR code.
final class Pairing {
  private final HomeNode node;
  private final Network network;
  private final OpenedVault vault;
  private final PairingHome home;

  /// @param network how boxes are reached
  Pairing(HomeNode node, Network network, Ports ports) {
    this.node = node;
    this.network = network;
    this.vault = node.vault();
    this.home = new PairingHome(ports.tasks(), ports.randomness(), vault.device().signing());
  }

  Event.Done byCode(Request.Pair asked, Events events) throws IOException, InterruptedException {
    PairingCode code = PairingCode.typed(asked.code());
    HomeOffer offer = offer();
    try (Link link = new PairingDial(network, events).byCode(asked.address())) {
      return paired(
          home.run(link, code, offer, found -> adopt(found, asked.address(), asked.name())),
          asked.name());
    }
  }

  Event.Done byText(Request.PairByText asked, Events events)
      throws IOException, InterruptedException {
    PairingText text = PairingText.parse(asked.text());
    HomeOffer offer = offer();
    try (Link link = new PairingDial(network, events).byText(text)) {
      return paired(
          home.run(link, text, offer, found -> adopt(found, null, asked.name())), asked.name());
    }
  }

  private HomeOffer offer() throws IOException {
    List<byte[]> log = vault.log().entries(0).stream().map(VaultLogEntry::encode).toList();
    return new HomeOffer(vault.id(), vault.device().id(), log);
  }

  private Event.Done paired(BoxOffer box, @Nullable String name) throws IOException {
    node.boxes().refresh();
    return new Event.Done(
        "paired with box %s %s; it keeps what `farkeep add` binds"
            .formatted(name == null ? box.name() : name, box.record().box().abbreviated()),
        0,
        0,
        0,
        0);
  }

  private byte[] adopt(BoxOffer box, @Nullable String dialled, @Nullable String called)
      throws IOException {
    if (dialled != null && dialled.contains(":")) {
      network.addresses().remember(box.record().box(), List.of(dialled));
    }
    String name = called == null ? box.name() : called;
    Map<PeerId, LogBody.Box> there = vault.log().state().boxes();
    if (!there.containsKey(box.record().box()) && there.size() >= Boxes.BOXES_MAX) {
      throw new IOException(
          "the vault has %d boxes already, the most that this version works with"
              .formatted(Boxes.BOXES_MAX));
    }
    LogBody.Box body =
        new LogBody.Box(
            box.record(), box.countersignature(), BoxNames.seal(vault, box.record().box(), name));
    VaultLogEntry entry =
        VaultLogEntry.sign(vault.id(), vault.log().tips(), body, vault.device().signing());
    node.folders().append(entry);
    return entry.encode();
  }
}
