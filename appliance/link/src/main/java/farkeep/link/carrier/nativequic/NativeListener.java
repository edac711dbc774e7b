package farkeep.link.carrier.nativequic;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.CarrierPorts;
import farkeep.link.carrier.Doorkeeper;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.Pin;
import farkeep.link.carrier.TlsIdentity;
import farkeep.objects.port.Mailbox;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Takes calls on one UDP port.
final class NativeListener implements Carrier.Listener {
  private static final AttributeKey<NativeLink> LINK = AttributeKey.valueOf("farkeep.link");

  /// QUIC's CONNECTION_REFUSED.
  static final int REFUSED_CODE = 2;

  private final LinkSettings settings;
  private final CarrierPorts ports;
  private final Pin pin;
  private final Doorkeeper doorkeeper;
  private final Mailbox<NativeLink> established;
  private final Set<NativeLink> links = ConcurrentHashMap.newKeySet();
  private final Channel socket;

  NativeListener(
      InetSocketAddress address,
      TlsIdentity identity,
      Carrier.Admission admission,
      NativeSetup setup)
      throws IOException, InterruptedException {
    this.settings = setup.settings();
    this.ports = setup.ports();
    this.pin = identity.pin();
    this.doorkeeper = new Doorkeeper(settings.counts(), ports.tasks(), ports.clocks());
    this.established = new Mailbox<>(ports.tasks(), settings.counts().linksMax());
    RetryTokens tokens =
        new RetryTokens(
            ports.clocks(), ports.randomness(), from -> doorkeeper.arrives(from.getAddress()));
    this.socket =
        setup
            .transport()
            .bind(
                address,
                setup.serverCodec(
                    new ListenerTls(identity, admission),
                    tokens,
                    new LinkSetup(),
                    new ArrivedStreamSetup()));
  }

  @Override
  public Link accept() throws LinkClosedException, InterruptedException {
    return established
        .take()
        .orElseThrow(() -> new LinkClosedException("this side no longer listens"));
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.localAddress();
  }

  @Override
  public void close() {
    established.close();
    links.forEach(NativeLink::close);
    socket.close().awaitUninterruptibly();
  }

  /// Gives each new link its handler, or turns it away.
  private final class LinkSetup extends ChannelInitializer<QuicChannel> {
    @Override
    protected void initChannel(QuicChannel channel) {
      Optional<Doorkeeper.Place> place = doorkeeper.enter(addressOf(channel));
      if (place.isEmpty()) {
        // Not at once: QUIC has no keys to say so with before it has read the first packet.
        channel
            .eventLoop()
            .execute(() -> channel.close(false, REFUSED_CODE, Unpooled.EMPTY_BUFFER));
        return;
      }
      NativeLink link = new NativeLink(channel, settings, ports, new Arrival(place.get()));
      channel.attr(LINK).set(link);
      channel.pipeline().addLast(link);
      links.add(link);
      place.get().canBeShownOut(link::close);
    }
  }

  private static InetAddress addressOf(QuicChannel channel) {
    return channel.remoteSocketAddress() instanceof InetSocketAddress known
        ? known.getAddress()
        : new InetSocketAddress(0).getAddress();
  }

  private static final class ArrivedStreamSetup extends ChannelInitializer<QuicStreamChannel> {
    @Override
    protected void initChannel(QuicStreamChannel stream) {
      NativeLink link = stream.parent().attr(LINK).get();
      if (link == null) {
        stream.close();
      } else {
        stream.pipeline().addLast(link.streams().setupOfArrivals());
      }
    }
  }

  private final class Arrival implements LinkEvents {
    private final Doorkeeper.Place place;

    Arrival(Doorkeeper.Place place) {
      this.place = place;
    }

    @Override
    public Pin listenerPin() {
      return pin;
    }

    @Override
    public boolean dialled() {
      return false;
    }

    @Override
    public void established(NativeLink link) {
      if (!established.offer(link)) link.close();
    }

    @Override
    public void authenticated() {
      place.authenticated();
    }

    @Override
    public void peerClosed(int code) {
      // The link says so to whoever uses it.
    }

    @Override
    public void ended(NativeLink link) {
      links.remove(link);
      place.leave();
    }

    @Override
    public void gone(NativeLink link) {
      // The socket is the listener's.
    }
  }
}
