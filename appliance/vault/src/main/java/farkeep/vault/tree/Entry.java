package farkeep.vault.tree;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a folder keeps under one path.
///
/// @param body what it is
/// @param metadata times, permissions, owner
/// @param hardLink set when the file has several names
/// @param attributes extended attributes and ACLs
/// @param unknown fields of a newer version, ascending by tag
public record Entry(
    Body body,
    Metadata metadata,
    Optional<HardLinkGroup> hardLink,
    ExtendedAttributes attributes,
    List<UnknownField> unknown) {
  /// Bytes of an entry as encoded, without its path.
  public static final int BYTES_MAX = 16_384;

  /// @throws IllegalArgumentException unknown fields that are not ascending or are known ones
  public Entry {
    requireNonNull(body);
    requireNonNull(metadata);
    requireNonNull(hardLink);
    requireNonNull(attributes);
    unknown = List.copyOf(unknown);
    int last = EntryCodec.KNOWN_TAG_MAX;
    for (UnknownField field : unknown) {
      if (field.tag() <= last || field.tag() > 255) {
        throw new IllegalArgumentException(
            "unknown field " + field.tag() + " behind " + last + "; ascending, at most 255");
      }
      last = field.tag();
    }
  }

  /// An entry without hard links, attributes and unknown fields.
  public static Entry of(Body body, Metadata metadata) {
    return new Entry(body, metadata, Optional.empty(), ExtendedAttributes.NONE, List.of());
  }

  /// Plain bytes of the file's content; 0 for everything that isn't a file.
  public long plainBytes() {
    return body instanceof Body.File file ? file.plainBytes() : 0;
  }

  /// Whether this version may not edit the entry, because a field that it doesn't know forbids it.
  public boolean forbidsEdits() {
    return !unknown.isEmpty() && unknown.getFirst().forbidsEdits();
  }

  /// Whether this is a directory.
  public boolean isDirectory() {
    return body instanceof Body.Directory;
  }

  /// Whether both describe the same thing: equal in all but the ids under which content is kept.
  public boolean sameAs(Entry other) {
    return equals(other) || Arrays.equals(EntryCodec.described(this), EntryCodec.described(other));
  }

  /// The entry's bytes as `docs/format.md` has them, section *Entries*.
  ///
  /// @throws IllegalArgumentException longer than [#BYTES_MAX]
  public byte[] encode() {
    return EntryCodec.encode(this);
  }

  /// Reads what [#encode] wrote, by this or a newer version.
  ///
  /// @throws farkeep.objects.MalformedObjectException something else
  public static Entry decode(byte[] encoded) {
    return EntryCodec.decode(encoded);
  }
}
