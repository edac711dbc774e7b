package farkeep.box.replication;

import farkeep.link.protocol.BoxIntroduction;
import farkeep.objects.PeerId;
import java.util.Optional;

/// What a box knows of itself.
public interface Itself {
  /// Its id.
  PeerId id();

  /// What it says of itself to a vault whose log says something else, because its addresses are
  /// others now; empty when the log is right.
  Optional<BoxIntroduction> news(KeptVault vault);

  /// A box that has nothing to say of itself.
  static Itself silent(PeerId id) {
    return new Itself() {
      @Override
      public PeerId id() {
        return id;
      }

      @Override
      public Optional<BoxIntroduction> news(KeptVault vault) {
        return Optional.empty();
      }
    };
  }
}
