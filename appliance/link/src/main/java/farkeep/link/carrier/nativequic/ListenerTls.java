package farkeep.link.carrier.nativequic;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.TlsIdentity;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.util.ReferenceCountUtil;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// TLS of a listener: offers each caller the protocols that are admitted at that moment. Used by
/// one event loop only.
final class ListenerTls implements Function<QuicChannel, QuicSslEngine> {
  /// Offered when nothing is: a TLS context without protocols would take any.
  private static final String NOTHING = "farkeep-nothing";

  /// Sets of protocols for which a context is kept.
  private static final int CONTEXTS_MAX = 4;

  private final TlsIdentity identity;
  private final Carrier.Admission admission;
  private final Map<Set<String>, QuicSslContext> contexts = new HashMap<>();

  ListenerTls(TlsIdentity identity, Carrier.Admission admission) {
    this.identity = identity;
    this.admission = admission;
  }

  @Override
  public QuicSslEngine apply(QuicChannel channel) {
    Set<String> protocols = Set.copyOf(admission.protocols());
    QuicSslContext context = contexts.get(protocols);
    if (context == null) {
      if (contexts.size() >= CONTEXTS_MAX) release();
      context = context(protocols.isEmpty() ? Set.of(NOTHING) : protocols);
      contexts.put(protocols, context);
    }
    return context.newEngine(channel.alloc());
  }

  private QuicSslContext context(Set<String> protocols) {
    return QuicSslContextBuilder.forServer(identity.key(), null, identity.certificate())
        .applicationProtocols(protocols.toArray(String[]::new))
        .earlyData(false)
        .build();
  }

  /// Frees the native contexts; links that use one keep it alive.
  void release() {
    contexts.values().forEach(ReferenceCountUtil::release);
    contexts.clear();
  }
}
