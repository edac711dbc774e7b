package farkeep.vault.tree;

import farkeep.objects.Limits;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Extended attributes as bytes: a count, then name and value of each, ascending by name.
final class AttributeCodec {
  /// What Linux lets one attribute hold.
  static final int VALUE_BYTES_MAX = 65_536;

  private AttributeCodec() {}

  static int encodedBytes(Map<ByteString, ByteString> values) {
    int bytes = varintBytes(values.size());
    for (Map.Entry<ByteString, ByteString> value : values.entrySet()) {
      int name = value.getKey().length();
      int length = value.getValue().length();
      bytes += varintBytes(name) + name + varintBytes(length) + length;
    }
    return bytes;
  }

  private static int varintBytes(int value) {
    return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
  }

  static byte[] encode(SortedMap<ByteString, ByteString> values) {
    return encoder(values).encoded();
  }

  static Encoder encoder(SortedMap<ByteString, ByteString> values) {
    Encoder encoder = new Encoder().varint(values.size());
    values.forEach((name, value) -> encoder.counted(name).counted(value));
    return encoder;
  }

  static SortedMap<ByteString, ByteString> decode(byte[] plain) {
    return decode(new Decoder("extended attributes", plain));
  }

  static SortedMap<ByteString, ByteString> decode(Decoder from) {
    TreeMap<ByteString, ByteString> values = new TreeMap<>();
    long count = from.varint("number of attributes", 0, from.remaining());
    for (long i = 0; i < count; i++) {
      ByteString name = from.counted("an attribute's name", 1, Limits.NAME_BYTES_MAX);
      if (!values.isEmpty() && values.lastKey().compareTo(name) >= 0) {
        throw from.malformed("attribute %d is not above the one before it", i);
      }
      values.put(name, from.counted("an attribute's value", 0, VALUE_BYTES_MAX));
    }
    from.needEnd();
    return Collections.unmodifiableSortedMap(values);
  }
}
