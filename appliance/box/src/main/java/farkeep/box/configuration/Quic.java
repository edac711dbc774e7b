package farkeep.box.configuration;

/// Which implementation of QUIC carries the links.
public enum Quic {
  /// Native where its library loads, else portable.
  AUTO,
  /// quiche behind netty.
  NATIVE,
  /// kwik, pure Java.
  KWIK
}
