package farkeep.link.protocol;

import farkeep.link.carrier.LinkStream;
import farkeep.objects.Bytes32;
import farkeep.objects.Limits;
import farkeep.objects.ObjectId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks for objects on a stream of their own and reads the box's answers. For one task at a time.
public final class AnswerReader {
  private final InputStream in;

  /// What is to be answered next, in the order asked; nothing for NODES, where the box knows more.
  private final @Nullable Iterator<ObjectId> wanted;

  private boolean ended;

  /// Opens the stream for GET or NODES and finishes this side of it.
  public AnswerReader(LinkStream stream, Opening.Get wanted) throws IOException {
    this(stream, wanted, wanted.ids().iterator());
  }

  /// Opens the stream for NODES and finishes this side of it.
  public AnswerReader(LinkStream stream, Opening.Nodes wanted) throws IOException {
    this(stream, wanted, null);
  }

  private AnswerReader(LinkStream stream, Opening opening, @Nullable Iterator<ObjectId> wanted)
      throws IOException {
    opening.write(stream);
    stream.output().close();
    this.in = stream.input();
    this.wanted = wanted;
  }

  /// Waits for the next answer.
  ///
  /// @return nothing when all was answered
  /// @throws ProtocolViolationException not an answer, too long, cut off, or not to what was asked
  public Optional<ObjectAnswer> next() throws IOException {
    if (ended) return Optional.empty();
    int kind = in.read();
    if (kind == AnswerWriter.END) {
      ended = true;
      if (wanted != null && wanted.hasNext()) {
        throw new ProtocolViolationException(
            "the box left object %s without an answer".formatted(wanted.next().abbreviated()));
      }
      return Optional.empty();
    }
    if (kind < 0) throw new ProtocolViolationException("the box's answers were cut off");
    ByteBuffer header = ByteBuffer.wrap(Frames.readFully(in, Bytes32.BYTES + Integer.BYTES));
    ObjectId id = new ObjectId(Bytes32.read(header));
    if (wanted != null && !(wanted.hasNext() && wanted.next().equals(id))) {
      throw new ProtocolViolationException(
          "the box answered about object %s, which was not the next asked for"
              .formatted(id.abbreviated()));
    }
    int length = header.getInt();
    int most = kind == AnswerWriter.FOUND ? Limits.OBJECT_BYTES_MAX : 0;
    if (length < 0 || length > most) {
      throw new ProtocolViolationException(
          "an answer of kind %d with %d B; at most %d"
              .formatted(kind, Integer.toUnsignedLong(length), most));
    }
    return Optional.of(
        switch (kind) {
          case AnswerWriter.FOUND -> new ObjectAnswer.Found(id, Frames.readFully(in, length));
          case AnswerWriter.ABSENT -> new ObjectAnswer.Absent(id);
          case AnswerWriter.DAMAGED -> new ObjectAnswer.Damaged(id);
          default -> throw new ProtocolViolationException("an answer of kind " + kind);
        });
  }
}
