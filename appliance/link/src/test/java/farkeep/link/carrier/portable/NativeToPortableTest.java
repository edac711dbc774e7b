package farkeep.link.carrier.portable;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.LoopbackLinkContract;
import farkeep.link.carrier.nativequic.NativeQuicCarrier;

final class NativeToPortableTest extends LoopbackLinkContract {
  @Override
  protected Carrier callerCarrier(LinkSettings settings) {
    return new NativeQuicCarrier(settings, ports());
  }

  @Override
  protected Carrier listenerCarrier(LinkSettings settings) {
    return new PortableQuicCarrier(settings, ports());
  }
}
