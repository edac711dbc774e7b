package farkeep.link.protocol;

import com.google.protobuf.ByteString;
import farkeep.objects.Bytes32;
import farkeep.objects.ObjectId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Ids as they stand in messages.
public final class WireIds {
  /// The bytes of an id.
  public static ByteString of(Bytes32 value) {
    return ByteString.copyFrom(value.bytes());
  }

  /// The bytes of these ids, in their order.
  public static List<ByteString> of(Collection<ObjectId> ids) {
    return ids.stream().map(id -> of(id.value())).toList();
  }

  /// Reads 32 bytes.
  ///
  /// @param what names the field in the message of a violation
  /// @throws ProtocolViolationException another length
  public static Bytes32 bytes32(String what, ByteString field) throws ProtocolViolationException {
    if (field.size() != Bytes32.BYTES) {
      throw new ProtocolViolationException(
          "%s has %d B; 32 are needed".formatted(what, field.size()));
    }
    return Bytes32.read(field.asReadOnlyByteBuffer());
  }

  /// Reads ids.
  ///
  /// @param idsMax how many are allowed here
  /// @throws ProtocolViolationException too many, or one has another length than 32
  public static List<ObjectId> objectIds(String what, List<ByteString> fields, int idsMax)
      throws ProtocolViolationException {
    if (fields.size() > idsMax) {
      throw new ProtocolViolationException(
          "%s: %d ids; at most %d".formatted(what, fields.size(), idsMax));
    }
    List<ObjectId> ids = new ArrayList<>(fields.size());
    for (ByteString field : fields) ids.add(new ObjectId(bytes32(what, field)));
    return ids;
  }

  private WireIds() {}
}
