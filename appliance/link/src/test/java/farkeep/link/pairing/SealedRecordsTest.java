package farkeep.link.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.link.auth.Role;
import farkeep.link.carrier.LinkStream;
import farkeep.link.protocol.Frames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealedRecordsTest {
  private static final byte[] KEY = new byte[384];
  private static final byte[] CONTEXT = new byte[32];
  private static final byte[] PLAIN = "the same record".getBytes();

  /// One direction of a stream.
  private record OneWay(InputStream input, OutputStream output) implements LinkStream {
    @Override
    public long id() {
      return 0;
    }

    @Override
    public void allowSilence() {}

    @Override
    public void reset() {}

    @Override
    public void close() {}
  }

  private static List<byte[]> sent(int count) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SealedRecords home =
        new SealedRecords(new OneWay(InputStream.nullInputStream(), out), Role.HOME, KEY, CONTEXT);
    for (int i = 0; i < count; i++) home.send(PLAIN);
    InputStream in = new ByteArrayInputStream(out.toByteArray());
    List<byte[]> frames = new ArrayList<>();
    Optional<byte[]> next = Frames.readBytes(in, Frames.FRAME_BYTES_MAX);
    while (next.isPresent()) {
      frames.add(next.get());
      next = Frames.readBytes(in, Frames.FRAME_BYTES_MAX);
    }
    return frames;
  }

  private static SealedRecords box(List<byte[]> frames) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] frame : frames) Frames.writeBytes(all, frame);
    InputStream in = new ByteArrayInputStream(all.toByteArray());
    return new SealedRecords(
        new OneWay(in, OutputStream.nullOutputStream()), Role.BOX, KEY, CONTEXT);
  }

  @Test
  void the_same_record_is_never_sealed_the_same_way_twice() throws IOException {
    List<byte[]> frames = sent(50);
    assertThat(frames).hasSize(50);
    assertThat(frames.stream().map(HexFormat.of()::formatHex).distinct()).hasSize(50);
    SealedRecords box = box(frames);
    for (int i = 0; i < 50; i++) assertThat(box.receive()).isEqualTo(PLAIN);
  }

  @Test
  void a_record_counts_only_in_its_place_and_direction() throws IOException {
    List<byte[]> frames = sent(2);
    assertThatThrownBy(() -> box(frames.reversed()).receive())
        .isInstanceOf(PairingFailedException.class);
    SealedRecords itself =
        new SealedRecords(
            new OneWay(
                new ByteArrayInputStream(framed(frames.getFirst())),
                OutputStream.nullOutputStream()),
            Role.HOME,
            KEY,
            CONTEXT);
    assertThatThrownBy(itself::receive).isInstanceOf(PairingFailedException.class);
  }

  private static byte[] framed(byte[] frame) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Frames.writeBytes(out, frame);
    return out.toByteArray();
  }
}
