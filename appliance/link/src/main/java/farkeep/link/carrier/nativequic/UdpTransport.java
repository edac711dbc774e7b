package farkeep.link.carrier.nativequic;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.quic.EpollQuicUtils;
import io.netty.handler.codec.quic.SegmentedDatagramPacketAllocator;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;

/// The UDP sockets and the threads that serve them: epoll with segmentation offload where the
/// kernel has it, otherwise the JDK's sockets.
final class UdpTransport implements AutoCloseable {
  /// One thread could be kept busy by one link; a second leaves room for the others.
  private static final int THREADS_MAX = 2;

  /// Packets handed to the kernel at once; 64 is its limit, and 64 KiB that of a datagram.
  private static final int SEGMENTS_MAX = 44;

  private static final int DATAGRAM_BYTES_MAX = 65_536;

  /// Datagrams taken before QUIC answers: when many lie there, one acknowledgement does for them.
  private static final int DATAGRAMS_AT_ONCE = 64;

  private static final int SOCKET_BUFFER_BYTES = 4 << 20;

  private final boolean epoll = Epoll.isAvailable();
  private final EventLoopGroup threads;

  UdpTransport() {
    int count = Math.min(THREADS_MAX, Runtime.getRuntime().availableProcessors());
    threads =
        new MultiThreadIoEventLoopGroup(
            count,
            new DefaultThreadFactory("farkeep-quic", true),
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  /// Where packets and stream data are kept outside the heap.
  static ByteBufAllocator buffers() {
    return PooledByteBufAllocator.DEFAULT;
  }

  /// How QUIC hands several packets to the kernel in one go.
  SegmentedDatagramPacketAllocator segments() {
    return epoll
        ? EpollQuicUtils.newSegmentedAllocator(SEGMENTS_MAX)
        : SegmentedDatagramPacketAllocator.NONE;
  }

  /// Opens a socket.
  ///
  /// @throws IOException the address is taken or not this machine's
  Channel bind(InetSocketAddress address, ChannelHandler handler)
      throws IOException, InterruptedException {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(threads)
            .handler(handler)
            .option(ChannelOption.ALLOCATOR, buffers())
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
            .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_BYTES)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(DATAGRAM_BYTES_MAX)
                    .maxMessagesPerRead(DATAGRAMS_AT_ONCE));
    if (epoll) {
      bootstrap.channel(EpollDatagramChannel.class).option(EpollChannelOption.UDP_GRO, true);
    } else {
      bootstrap.channel(NioDatagramChannel.class);
    }
    ChannelFuture bound = bootstrap.bind(address).await();
    if (bound.isSuccess()) return bound.channel();
    throw new IOException(
        "can't open UDP port "
            + address.getPort()
            + " at "
            + address.getHostString()
            + ": "
            + bound.cause().getMessage()
            + "; is another program using it?",
        bound.cause());
  }

  @Override
  public void close() {
    threads.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS);
  }
}
