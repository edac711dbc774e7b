package farkeep.link.carrier.nativequic;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.LoopbackLinkContract;

final class NativeToNativeTest extends LoopbackLinkContract {
  @Override
  protected Carrier callerCarrier(LinkSettings settings) {
    return new NativeQuicCarrier(settings, ports());
  }

  @Override
  protected Carrier listenerCarrier(LinkSettings settings) {
    return new NativeQuicCarrier(settings, ports());
  }
}
