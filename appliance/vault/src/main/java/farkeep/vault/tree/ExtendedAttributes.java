package farkeep.vault.tree;

import static java.util.Objects.requireNonNull;

import farkeep.objects.Limits;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The extended attributes of an entry. POSIX ACLs are the attributes `system.posix_acl_access` and
/// `system.posix_acl_default`.
public sealed interface ExtendedAttributes {
  /// No attributes.
  ExtendedAttributes NONE = new Inline(Collections.emptySortedMap());

  /// Attributes that stand in the entry.
  ///
  /// @param values name to value; together at most [#BYTES_MAX] bytes as encoded
  record Inline(SortedMap<ByteString, ByteString> values) implements ExtendedAttributes {
    /// Encoded bytes that may stand in an entry.
    public static final int BYTES_MAX = 4_096;

    /// @throws IllegalArgumentException too many bytes, or a name that is empty or too long
    public Inline {
      values = checked(values);
      int bytes = AttributeCodec.encodedBytes(values);
      if (bytes > BYTES_MAX) {
        throw new IllegalArgumentException(
            "attributes of " + bytes + " B; at most " + BYTES_MAX + " stand in an entry");
      }
    }
  }

  /// Attributes that are kept as content of their own, because they are long.
  ///
  /// @param reference a chunk whose plain bytes [ExtendedAttributes#decode] reads
  record Stored(ContentReference reference) implements ExtendedAttributes {
    /// The reference may not be null.
    public Stored {
      requireNonNull(reference);
    }
  }

  /// Whether these attributes are few enough to stand in an entry.
  static boolean fitInline(SortedMap<ByteString, ByteString> values) {
    return AttributeCodec.encodedBytes(values) <= Inline.BYTES_MAX;
  }

  /// The plain bytes that a [Stored] refers to.
  ///
  /// @throws IllegalArgumentException a name that is empty or too long
  static byte[] encode(SortedMap<ByteString, ByteString> values) {
    return AttributeCodec.encode(checked(values));
  }

  /// Reads what [#encode] wrote.
  ///
  /// @throws farkeep.objects.MalformedObjectException something else
  static SortedMap<ByteString, ByteString> decode(byte[] plain) {
    return AttributeCodec.decode(plain);
  }

  private static SortedMap<ByteString, ByteString> checked(Map<ByteString, ByteString> values) {
    for (ByteString name : values.keySet()) {
      if (name.isEmpty() || name.length() > Limits.NAME_BYTES_MAX) {
        throw new IllegalArgumentException(
            "an attribute's name of " + name.length() + " B; 1 to " + Limits.NAME_BYTES_MAX);
      }
    }
    return Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }
}
