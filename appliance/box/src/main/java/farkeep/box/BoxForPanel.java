package farkeep.box;

import farkeep.box.events.BoxEvents;
import farkeep.box.health.Cause;
import farkeep.box.panel.PanelledBox;
import farkeep.box.upkeep.DiskConsent;
import java.io.IOException;
import java.util.Optional;

/// A box, as its panel sees it.
///
/// @param power ends it, and the machine with it where that is configured
record BoxForPanel(Box box, PowerSwitch power, DiskConsent consent) implements PanelledBox {
  @Override
  public Cause worst() throws IOException {
    return box.look().verdict().worst().cause();
  }

  @Override
  public String told() throws IOException {
    return box.told().getSentence();
  }

  @Override
  public Optional<Pairing> pairing() {
    return box.facts().pairing().map(open -> new Pairing(open.code().shown(), open.remaining()));
  }

  @Override
  public int forgetPairings() throws IOException {
    return box.forgetPairings();
  }

  @Override
  public BoxEvents events() {
    return box.events();
  }

  @Override
  public String openPairing() throws IOException {
    return Daemon.shown(box.openPairing());
  }

  @Override
  public void safeToUnplug() {
    box.host().stop().begin();
  }

  @Override
  public void end() {
    power.off(box);
  }
}
