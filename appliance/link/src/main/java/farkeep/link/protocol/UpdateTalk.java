package farkeep.link.protocol;

import farkeep.link.carrier.LinkStream;
import java.io.IOException;

/// What the box says on a stream whose [Opening] was UPDATE: how much of the file it holds, before
/// the home sends the rest, and once more when it has come.
public final class UpdateTalk {
  /// Named in HELLO by a box that takes updates, and by homes that can send them.
  public static final String FEATURE = "update";

  /// Bytes of one update.
  public static final long BYTES_MAX = 1L << 30;

  private UpdateTalk() {}

  /// What a box answers.
  public sealed interface Answer {}

  /// It holds so many bytes of the file.
  ///
  /// @param bytes 0 to the length of the file; all of them only when the file was right
  public record Held(long bytes) implements Answer {}

  /// It does not take the file, and asking again is useless.
  ///
  /// @param why printable
  public record Refused(String why) implements Answer {}

  /// Answers; the box does.
  public static void answer(LinkStream stream, Answer answer) throws IOException {
    UpdateAnswer.Builder said = UpdateAnswer.newBuilder();
    switch (answer) {
      case Held(long bytes) -> said.setHeldBytes(bytes);
      case Refused(String why) -> said.setRefused(why);
    }
    Frames.write(stream.output(), said.build());
  }

  /// Waits for the answer; the home does.
  ///
  /// @param bytes the length of the file
  /// @throws ProtocolViolationException it makes no sense, or is cut off
  public static Answer await(LinkStream stream, long bytes) throws IOException {
    UpdateAnswer said =
        Frames.read(stream.input(), UpdateAnswer.parser())
            .orElseThrow(() -> new ProtocolViolationException("the box did not say what it holds"));
    return switch (said.getWhatCase()) {
      case REFUSED -> new Refused(PeerText.reason(said.getRefused()));
      case HELD_BYTES -> {
        long held = said.getHeldBytes();
        if (held < 0 || held > bytes) {
          throw new ProtocolViolationException(
              "the box holds %s of %d B".formatted(Long.toUnsignedString(held), bytes));
        }
        yield new Held(held);
      }
      case WHAT_NOT_SET -> throw new ProtocolViolationException("the box's answer is empty");
    };
  }
}
