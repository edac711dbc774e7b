package farkeep.link.protocol;

import farkeep.objects.port.Clocks;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/// HELLO: which protocol version and which features two sides share.
///
/// @param version the one that both speak: the lower of the two highest
/// @param features those that both named
/// @param peerProgram program and version of the peer, for people; printable, 100 characters at
///   most
/// @param peerWall the peer's wall clock: shown, never decided by
public record Greeting(int version, Set<String> features, String peerProgram, Instant peerWall) {
  /// The newest version that this code speaks.
  public static final int VERSION = 1;

  /// The oldest version that this code still speaks.
  public static final int VERSION_MIN = 1;

  /// Features that a HELLO may name.
  public static final int FEATURES_MAX = 64;

  private static final int PROGRAM_CHARACTERS_MAX = 100;

  /// What a program is called in HELLO: its name, and its version where it was packaged.
  ///
  /// @param any class of the program
  public static String program(String name, Class<?> any) {
    String version = any.getPackage().getImplementationVersion();
    return version == null ? name : name + " " + version;
  }

  /// What this side says.
  ///
  /// @param program program and version, for people
  /// @param features names of optional features
  public static Hello say(String program, Set<String> features, Clocks clocks) {
    return Hello.newBuilder()
        .setVersion(VERSION)
        .setVersionMin(VERSION_MIN)
        .addAllFeatures(new TreeSet<>(features))
        .setWallMillis(clocks.wall().toEpochMilli())
        .setProgram(program)
        .build();
  }

  /// What two HELLOs agree on.
  ///
  /// @param peer what the peer is, for messages: `box` or `home`
  /// @throws IncompatibleVersionException no version is common; says which side to update
  /// @throws ProtocolViolationException the peer's HELLO breaks a bound
  static Greeting agree(Hello mine, Hello theirs, String peer)
      throws IncompatibleVersionException, ProtocolViolationException {
    if (theirs.getFeaturesCount() > FEATURES_MAX) {
      throw new ProtocolViolationException(
          "HELLO names %d features; at most %d".formatted(theirs.getFeaturesCount(), FEATURES_MAX));
    }
    int version = Math.min(mine.getVersion(), theirs.getVersion());
    if (version < Math.max(mine.getVersionMin(), theirs.getVersionMin())) {
      throw new IncompatibleVersionException(incompatible(mine, theirs, peer));
    }
    Set<String> shared = new TreeSet<>(mine.getFeaturesList());
    shared.retainAll(theirs.getFeaturesList());
    Instant wall = Instant.ofEpochMilli(theirs.getWallMillis());
    return new Greeting(version, shared, printable(theirs.getProgram()), wall);
  }

  /// Why there is no common version, for people on the side that said `mine`.
  ///
  /// @param peer what said `theirs`: `box` or `home`
  static String incompatible(Hello mine, Hello theirs, String peer) {
    return "the %s (%s) speaks protocol versions %d to %d, this side %d to %d; update %s"
        .formatted(
            peer,
            printable(theirs.getProgram()),
            theirs.getVersionMin(),
            theirs.getVersion(),
            mine.getVersionMin(),
            mine.getVersion(),
            theirs.getVersion() < mine.getVersion() ? "the " + peer : "this side");
  }

  private static String printable(String program) {
    return PeerText.printable(program, PROGRAM_CHARACTERS_MAX);
  }
}
