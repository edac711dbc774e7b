package farkeep.box.reach;

import java.net.InetAddress;
import java.util.Optional;

/// The network beyond this box, to be asked. An answer may take some seconds.
public interface Beyond {
  /// The router of this house; empty when the machine knows of none.
  Optional<InetAddress> router();

  /// Whether it is there.
  boolean answers(InetAddress router);

  /// Looks a name up.
  Lookup lookUp(String name);

  /// Asks the name server that the owner has chosen for this, by UDP.
  boolean answersByUdp();

  /// Asks the same server by TCP.
  boolean answersByTcp();

  /// What became of a look-up.
  enum Lookup {
    /// An address was found.
    FOUND,
    /// A name server said that there is no such name.
    NO_SUCH_NAME,
    /// No name server answered.
    NO_ANSWER
  }
}
