package farkeep.link.carrier.nativequic;

import farkeep.link.carrier.CarrierPorts;
import farkeep.link.carrier.LinkSettings;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.QuicCongestionControlAlgorithm;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import java.util.concurrent.TimeUnit;

/// The parameters of QUIC, the same for callers and listeners.
///
/// @param settings bounds and times
/// @param ports where it waits, and where time and chance come from
/// @param transport the sockets
record NativeSetup(LinkSettings settings, CarrierPorts ports, UdpTransport transport) {
  /// The largest packet that is tried: what fits through PPPoE and IPv6. QUIC starts with 1200
  /// bytes and finds out.
  private static final int PACKET_BYTES_MAX = 1450;

  /// The largest packet that is taken: that of any network.
  private static final int PACKET_BYTES_TAKEN_MAX = 65_527;

  /// For signs of life.
  private static final int UNIDIRECTIONAL_STREAMS_MAX = 1;

  private static final int UNIDIRECTIONAL_BYTES = 1 << 10;

  ChannelHandler serverCodec(
      ListenerTls tls, RetryTokens tokens, ChannelHandler links, ChannelHandler streams) {
    return common(new QuicServerCodecBuilder())
        .sslEngineProvider(tls)
        .tokenHandler(tokens)
        .handler(links)
        .streamHandler(streams)
        .streamOption(ChannelOption.AUTO_READ, false)
        .streamOption(ChannelOption.ALLOCATOR, UdpTransport.buffers())
        .option(QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR, transport.segments())
        .build();
  }

  ChannelHandler clientCodec(QuicSslContext tls) {
    return common(new QuicClientCodecBuilder()).sslContext(tls).build();
  }

  private <B extends QuicCodecBuilder<B>> B common(B builder) {
    LinkSettings.Windows windows = settings.windows();
    return builder
        .congestionControlAlgorithm(QuicCongestionControlAlgorithm.BBR)
        .maxIdleTimeout(settings.times().idleMax().toMillis(), TimeUnit.MILLISECONDS)
        .initialMaxData(windows.linkBytes())
        .initialMaxStreamDataBidirectionalLocal(windows.streamBytes())
        .initialMaxStreamDataBidirectionalRemote(windows.streamBytes())
        .initialMaxStreamDataUnidirectional(UNIDIRECTIONAL_BYTES)
        .initialMaxStreamsBidirectional(settings.counts().streamsMax())
        .initialMaxStreamsUnidirectional(UNIDIRECTIONAL_STREAMS_MAX)
        .maxSendUdpPayloadSize(PACKET_BYTES_MAX)
        .maxRecvUdpPayloadSize(PACKET_BYTES_TAKEN_MAX)
        .discoverPmtu(true)
        .activeMigration(true);
  }
}
