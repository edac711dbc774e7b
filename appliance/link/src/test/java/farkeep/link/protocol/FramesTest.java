package farkeep.link.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FramesTest {
  private static InputStream announcing(int length) {
    return new ByteArrayInputStream(ByteBuffer.allocate(4).putInt(length).array());
  }

  @Test
  void what_is_written_is_read() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ToBox message =
        ToBox.newBuilder().setRequest(7).setSettle(Settle.newBuilder().setNumber(9)).build();
    Frames.write(out, message);
    Frames.write(out, ToBox.getDefaultInstance());
    InputStream in = new ByteArrayInputStream(out.toByteArray());
    assertThat(Frames.read(in, ToBox.parser())).contains(message);
    assertThat(Frames.read(in, ToBox.parser())).contains(ToBox.getDefaultInstance());
    assertThat(Frames.read(in, ToBox.parser())).isEmpty();
  }

  @Test
  void the_longest_frame_passes_and_a_longer_one_is_not_written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Frames.writeBytes(out, new byte[Frames.FRAME_BYTES_MAX]);
    InputStream in = new ByteArrayInputStream(out.toByteArray());
    assertThat(Frames.readBytes(in, Frames.FRAME_BYTES_MAX).orElseThrow())
        .hasSize(Frames.FRAME_BYTES_MAX);
    out.reset();
    assertThatThrownBy(() -> Frames.writeBytes(out, new byte[Frames.FRAME_BYTES_MAX + 1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(out.size()).isZero();
  }

  @Test
  void a_longer_frame_is_refused_before_anything_is_allocated() {
    for (int length : new int[] {Frames.FRAME_BYTES_MAX + 1, Integer.MAX_VALUE, -1}) {
      assertThatThrownBy(() -> Frames.read(announcing(length), ToBox.parser()))
          .isInstanceOf(ProtocolViolationException.class)
          .hasMessageContaining("at most 65536");
    }
  }

  @Test
  void a_frame_that_is_cut_off_anywhere_is_no_frame() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Frames.writeBytes(out, new byte[20]);
    for (int length = 1; length < out.size(); length++) {
      InputStream in = new ByteArrayInputStream(Arrays.copyOf(out.toByteArray(), length));
      assertThatThrownBy(() -> Frames.readBytes(in, 100))
          .isInstanceOf(ProtocolViolationException.class);
    }
  }

  @Test
  void bytes_that_are_no_message_are_refused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Frames.writeBytes(out, new byte[] {(byte) 0xff, 1, 2});
    assertThatThrownBy(
            () -> Frames.read(new ByteArrayInputStream(out.toByteArray()), ToBox.parser()))
        .isInstanceOf(ProtocolViolationException.class);
  }
}
