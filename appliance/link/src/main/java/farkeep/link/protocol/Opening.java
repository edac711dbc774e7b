package farkeep.link.protocol;

import farkeep.link.carrier.LinkStream;
import farkeep.objects.Bytes32;
import farkeep.objects.ObjectId;
import java.io.IOException;
import java.util.List;

/// What a home opens an object stream for: its first frame, checked.
public sealed interface Opening {
  /// Ids that one GET may ask for.
  int GET_IDS_MAX = 1_000;

  /// Roots that a home may say it knows.
  int KNOWN_ROOTS_MAX = 16;

  /// The home sends objects: read on with [PutReader].
  record Put() implements Opening {}

  /// The home wants these objects, in this order: answer with [AnswerWriter].
  record Get(List<ObjectId> ids) implements Opening {}

  /// The home wants the tree nodes below `root` that are below none of `known`: answer with
  /// [AnswerWriter].
  record Nodes(ObjectId root, List<ObjectId> known) implements Opening {}

  /// The home sends an update of the machine that the box runs on: go on with [UpdateTalk].
  ///
  /// @param bytes its length, 1 to [UpdateTalk#BYTES_MAX]
  /// @param sha256 of the whole file
  record Update(long bytes, Bytes32 sha256) implements Opening {}

  /// Reads the first frame of a stream that the home opened.
  ///
  /// @throws ProtocolViolationException none of these, or a bound is broken; reset the stream
  static Opening read(LinkStream stream) throws IOException {
    StreamOpening opening =
        Frames.read(stream.input(), StreamOpening.parser())
            .orElseThrow(
                () -> new ProtocolViolationException("the stream ended before its first frame"));
    return switch (opening.getWhatCase()) {
      case PUT -> new Put();
      case GET -> new Get(WireIds.objectIds("GET", opening.getGet().getIdsList(), GET_IDS_MAX));
      case NODES -> {
        NodesStream nodes = opening.getNodes();
        yield new Nodes(
            new ObjectId(WireIds.bytes32("NODES root", nodes.getRoot())),
            WireIds.objectIds("NODES known", nodes.getKnownList(), KNOWN_ROOTS_MAX));
      }
      case UPDATE -> {
        UpdateStream update = opening.getUpdate();
        long bytes = update.getBytes();
        if (bytes < 1 || bytes > UpdateTalk.BYTES_MAX) {
          throw new ProtocolViolationException(
              "UPDATE: %s B; 1 to %d"
                  .formatted(Long.toUnsignedString(bytes), UpdateTalk.BYTES_MAX));
        }
        yield new Update(bytes, WireIds.bytes32("UPDATE sum", update.getSha256()));
      }
      case WHAT_NOT_SET ->
          throw new ProtocolViolationException("a stream is opened for PUT, GET, NODES or UPDATE");
    };
  }

  /// Says what a stream is for; the first thing a home writes on it.
  ///
  /// @throws IllegalArgumentException a bound is broken; nothing was written
  default void write(LinkStream stream) throws IOException {
    StreamOpening.Builder opening = StreamOpening.newBuilder();
    switch (this) {
      case Put() -> opening.setPut(PutStream.getDefaultInstance());
      case Get(var ids) -> {
        requireMost("GET", ids.size(), GET_IDS_MAX);
        opening.setGet(GetStream.newBuilder().addAllIds(WireIds.of(ids)));
      }
      case Nodes(var root, var known) -> {
        requireMost("NODES known", known.size(), KNOWN_ROOTS_MAX);
        opening.setNodes(
            NodesStream.newBuilder()
                .setRoot(WireIds.of(root.value()))
                .addAllKnown(WireIds.of(known)));
      }
      case Update(var bytes, var sha256) ->
          opening.setUpdate(
              UpdateStream.newBuilder().setBytes(bytes).setSha256(WireIds.of(sha256)));
    }
    Frames.write(stream.output(), opening.build());
  }

  private static void requireMost(String what, int count, int most) {
    if (count > most) {
      throw new IllegalArgumentException("%s: %d ids; at most %d".formatted(what, count, most));
    }
  }
}
