package farkeep.link.carrier.portable;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.LoopbackLinkContract;

final class PortableToPortableTest extends LoopbackLinkContract {
  @Override
  protected Carrier callerCarrier(LinkSettings settings) {
    return new PortableQuicCarrier(settings, ports());
  }

  @Override
  protected Carrier listenerCarrier(LinkSettings settings) {
    return new PortableQuicCarrier(settings, ports());
  }
}
