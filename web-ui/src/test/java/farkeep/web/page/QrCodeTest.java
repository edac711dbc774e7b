package farkeep.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrCodeTest {
  private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");

  @Test
  void what_is_drawn_can_be_read() throws Exception {
    String text = "farkeep:pair:AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f-_8";
    QrCode code = QrCode.of(text);
    assertThat(new Decoder().decode(drawn(code)).getText()).isEqualTo(text);
  }

  private static BitMatrix drawn(QrCode code) {
    assertThat(RUN.matcher(code.path()).replaceAll("")).as("only runs").isEmpty();
    int modules = code.size() - 2 * QrCode.QUIET;
    BitMatrix matrix = new BitMatrix(modules);
    for (MatchResult run : RUN.matcher(code.path()).results().toList()) {
      int x = Integer.parseInt(run.group(1)) - QrCode.QUIET;
      int y = Integer.parseInt(run.group(2)) - QrCode.QUIET;
      int length = Integer.parseInt(run.group(3));
      assertThat(run.group(4)).isEqualTo(run.group(3));
      matrix.setRegion(x, y, length, 1);
    }
    return matrix;
  }

  @Test
  void a_text_that_fits_no_code_is_refused() {
    assertThatThrownBy(() -> QrCode.of("x".repeat(4000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4000 letters");
  }
}
