/// Links over native QUIC: quiche and BoringSSL behind netty. Only this package knows netty.
///
/// Netty's event loop runs the protocol; tasks wait in monitors that the event loop signals. The
/// event loop itself never waits.
@org.jspecify.annotations.NullMarked
package farkeep.link.carrier.nativequic;
