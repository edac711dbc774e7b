package farkeep.link.protocol;

import farkeep.link.carrier.LinkStream;
import farkeep.link.pace.Pace;
import farkeep.objects.Bytes32;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// The box's answers on a GET or NODES stream. For one task at a time.
public final class AnswerWriter {
  static final int FOUND = 0;
  static final int ABSENT = 1;
  static final int DAMAGED = 2;
  static final int END = 3;

  private final OutputStream out;

  /// @param stream one whose [Opening] was GET or NODES
  public AnswerWriter(LinkStream stream) {
    this.out = stream.output();
  }

  /// @param stream one whose [Opening] was GET or NODES
  /// @param pace at which it is written
  public AnswerWriter(LinkStream stream, Pace pace) {
    this.out = pace.over(stream.output());
  }

  /// Answers for one object.
  public void write(ObjectAnswer answer) throws IOException {
    switch (answer) {
      case ObjectAnswer.Found(var id, var stored) -> {
        writeHeader(FOUND, id.value(), stored.length);
        out.write(stored);
      }
      case ObjectAnswer.Absent(var id) -> writeHeader(ABSENT, id.value(), 0);
      case ObjectAnswer.Damaged(var id) -> writeHeader(DAMAGED, id.value(), 0);
    }
  }

  private void writeHeader(int kind, Bytes32 id, int length) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(1 + Bytes32.BYTES + Integer.BYTES).put((byte) kind);
    id.write(header);
    out.write(header.putInt(length).array());
  }

  /// Says that all was answered, and finishes this side. Without it the home takes the list for cut
  /// off.
  public void end() throws IOException {
    out.write(END);
    out.close();
  }
}
