package farkeep.link.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.CarrierPorts;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.QuicChoice;
import farkeep.link.carrier.nativequic.NativeQuicCarrier;
import farkeep.link.carrier.portable.PortableQuicCarrier;
import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemRandomness;
import farkeep.objects.system.SystemTasks;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CarriersTest {
  private static final Supplier<Optional<String>> LOADS = Optional::empty;
  private static final Supplier<Optional<String>> FAILS =
      () -> Optional.of("no library for riscv64");

  private static Class<?> chosen(QuicChoice choice, Supplier<Optional<String>> unavailable)
      throws IOException {
    var ports = new CarrierPorts(new SystemTasks(), new SystemClocks(), new SystemRandomness());
    try (Carrier carrier = Carriers.choose(choice, unavailable, LinkSettings.ordinary(), ports)) {
      return carrier.getClass();
    }
  }

  @Test
  void auto_takes_the_native_one_where_it_loads_and_the_portable_one_elsewhere() throws Exception {
    assertThat(chosen(QuicChoice.AUTO, LOADS)).isEqualTo(NativeQuicCarrier.class);
    assertThat(chosen(QuicChoice.AUTO, FAILS)).isEqualTo(PortableQuicCarrier.class);
  }

  @Test
  void kwik_takes_the_portable_one_everywhere_and_loads_no_library() throws Exception {
    Class<?> chosen =
        chosen(
            QuicChoice.KWIK,
            () -> {
              throw new AssertionError("the native library was loaded");
            });
    assertThat(chosen).isEqualTo(PortableQuicCarrier.class);
  }

  @Test
  void native_is_refused_where_it_does_not_load_with_the_reason_and_what_to_do() throws Exception {
    assertThat(chosen(QuicChoice.NATIVE, LOADS)).isEqualTo(NativeQuicCarrier.class);
    assertThatThrownBy(() -> chosen(QuicChoice.NATIVE, FAILS))
        .isInstanceOf(CarrierUnavailableException.class)
        .hasMessageContaining("no library for riscv64")
        .hasMessageContaining("take auto, or kwik");
  }
}
