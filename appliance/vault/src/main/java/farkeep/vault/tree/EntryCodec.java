package farkeep.vault.tree;

import farkeep.objects.Limits;
import farkeep.objects.MalformedObjectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Entries as bytes: fields of {tag, length, value}, ascending by tag. Byte by byte in
/// `docs/format.md`, section *Entries*.
final class EntryCodec {
  static final int TYPE = 1;
  static final int MTIME = 2;
  static final int MODE = 3;
  static final int OWNER = 4;
  static final int TARGET = 5;
  static final int HARD_LINK = 6;
  static final int ATTRIBUTES = 7;
  static final int STORED_ATTRIBUTES = 8;
  static final int SIZE = 9;
  static final int INLINE = 10;
  static final int ITEMS = 11;
  static final int FILE_TREE = 12;
  static final int RDEV = 13;

  /// The highest tag of this version.
  static final int KNOWN_TAG_MAX = RDEV;

  private static final byte[] NO_PREFIX = new byte[0];

  private EntryCodec() {}

  static byte[] encode(Entry entry) {
    return encoder(entry).encoded();
  }

  /// The encoded entry with zeros for all object ids.
  static byte[] described(Entry entry) {
    return encoder(entry).described(NO_PREFIX);
  }

  static Encoder encoder(Entry entry) {
    Metadata metadata = entry.metadata();
    Encoder into = new Encoder(256);
    field(into, TYPE, new Encoder(1).u8(EntryType.of(entry.body()).code()));
    field(
        into, MTIME, new Encoder(16).zigzag(metadata.mtimeSeconds()).varint(metadata.mtimeNanos()));
    field(into, MODE, new Encoder(2).varint(metadata.mode()));
    field(into, OWNER, owner(metadata.owner()));
    if (entry.body() instanceof Body.Symlink(ByteString target)) {
      field(into, TARGET, new Encoder(target.length()).bytes(target));
    }
    entry
        .hardLink()
        .ifPresent(
            group -> field(into, HARD_LINK, new Encoder(16).u64(group.high()).u64(group.low())));
    attributes(into, entry.attributes());
    body(into, entry.body());
    for (UnknownField unknown : entry.unknown()) {
      field(into, unknown.tag(), new Encoder(unknown.value().length()).bytes(unknown.value()));
    }
    if (into.size() > Entry.BYTES_MAX) {
      throw new IllegalArgumentException(
          "an entry of " + into.size() + " B; at most " + Entry.BYTES_MAX);
    }
    return into;
  }

  private static Encoder owner(Metadata.Owner owner) {
    return new Encoder(32)
        .varint(owner.uid())
        .varint(owner.gid())
        .counted(owner.userName())
        .counted(owner.groupName());
  }

  private static void attributes(Encoder into, ExtendedAttributes attributes) {
    switch (attributes) {
      case ExtendedAttributes.Inline(var values) when values.isEmpty() -> {}
      case ExtendedAttributes.Inline(var values) ->
          field(into, ATTRIBUTES, AttributeCodec.encoder(values));
      case ExtendedAttributes.Stored(ContentReference reference) -> {
        Encoder value = new Encoder();
        ItemCodec.encode(reference, value);
        field(into, STORED_ATTRIBUTES, value);
      }
    }
  }

  private static void body(Encoder into, Body body) {
    switch (body) {
      case Body.File(long plainBytes, Content content) -> {
        field(into, SIZE, new Encoder(9).varint(plainBytes));
        content(into, content);
      }
      case Body.CharacterDevice(long rdev) -> field(into, RDEV, new Encoder(8).u64(rdev));
      case Body.BlockDevice(long rdev) -> field(into, RDEV, new Encoder(8).u64(rdev));
      case Body.Directory _, Body.Symlink _, Body.Fifo _ -> {}
    }
  }

  private static void content(Encoder into, Content content) {
    switch (content) {
      case Content.Inline(ByteString bytes) ->
          field(into, INLINE, new Encoder(bytes.length()).bytes(bytes));
      case Content.ItemList(List<Item> items) -> {
        Encoder value = new Encoder(64 * items.size()).varint(items.size());
        items.forEach(item -> ItemCodec.encode(item, value));
        field(into, ITEMS, value);
      }
      case Content.FileTree(NodeReference root) ->
          field(into, FILE_TREE, new Encoder(48).id(root.id()).tag(root.tag()));
    }
  }

  private static void field(Encoder into, int tag, Encoder value) {
    into.u8(tag).varint(value.size()).append(value);
  }

  static Entry decode(byte[] encoded) {
    return decode(new Decoder("entry", encoded));
  }

  static Entry decode(Decoder from) {
    if (from.remaining() > Entry.BYTES_MAX) {
      throw from.malformed("%d B; at most %d", from.remaining(), Entry.BYTES_MAX);
    }
    try {
      return EntryFields.read(from).entry();
    } catch (MalformedObjectException e) {
      throw e;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new MalformedObjectException(from.malformed("%s", e.getMessage()).getMessage(), e);
    }
  }

  /// The fields of one entry while it is read.
  private record EntryFields(Decoder from, Decoder[] known, List<UnknownField> unknown) {
    static EntryFields read(Decoder from) {
      Decoder[] known = new Decoder[KNOWN_TAG_MAX + 1];
      List<UnknownField> unknown = new ArrayList<>(0);
      int last = 0;
      while (!from.atEnd()) {
        int tag = from.u8();
        if (tag <= last) throw from.malformed("field %d behind field %d; ascending", tag, last);
        last = tag;
        int length = (int) from.varint("length of field " + tag, 0, Entry.BYTES_MAX);
        if (tag <= KNOWN_TAG_MAX) known[tag] = from.part("field " + tag, length);
        else unknown.add(new UnknownField(tag, from.bytes(length)));
      }
      return new EntryFields(from, known, unknown);
    }

    Entry entry() {
      Decoder mtime = need(MTIME);
      Decoder mode = need(MODE);
      Metadata metadata =
          new Metadata(
              mtime.zigzag(),
              (int) mtime.varint("mtime's nanoseconds", 0, 999_999_999),
              (int) mode.varint("mode", 0, Metadata.MODE_MAX),
              owner(need(OWNER)));
      Body body = body();
      Entry entry = new Entry(body, metadata, hardLink(), attributes(), unknown);
      for (Decoder field : known) {
        if (field != null) field.needEnd();
      }
      return entry;
    }

    private Body body() {
      Decoder type = need(TYPE);
      int code = type.u8();
      EntryType entryType = EntryType.ofCode(code, type);
      for (int tag : new int[] {TARGET, SIZE, INLINE, ITEMS, FILE_TREE, RDEV}) {
        if (known[tag] != null && !entryType.mayHave(tag)) {
          throw known[tag].malformed("an entry of type %s doesn't have it", entryType);
        }
      }
      return switch (entryType) {
        case FILE ->
            new Body.File(need(SIZE).varint("a file's length", 0, Long.MAX_VALUE), content());
        case DIRECTORY -> new Body.Directory();
        case SYMLINK -> {
          Decoder target = need(TARGET);
          yield new Body.Symlink(target.bytes(target.remaining()));
        }
        case FIFO -> new Body.Fifo();
        case CHARACTER_DEVICE -> new Body.CharacterDevice(need(RDEV).u64());
        case BLOCK_DEVICE -> new Body.BlockDevice(need(RDEV).u64());
      };
    }

    private Content content() {
      int found = 0;
      for (int tag : new int[] {INLINE, ITEMS, FILE_TREE}) {
        if (known[tag] != null) found++;
      }
      if (found != 1) throw from.malformed("a file with %d kinds of content; it has one", found);
      if (known[INLINE] != null) {
        return new Content.Inline(known[INLINE].bytes(known[INLINE].remaining()));
      }
      if (known[ITEMS] != null) {
        int count = (int) known[ITEMS].varint("items", 1, Content.ItemList.ITEMS_MAX);
        return new Content.ItemList(ItemCodec.items(known[ITEMS], count));
      }
      return new Content.FileTree(new NodeReference(known[FILE_TREE].id(), known[FILE_TREE].tag()));
    }

    private Optional<HardLinkGroup> hardLink() {
      Decoder group = known[HARD_LINK];
      return group == null
          ? Optional.empty()
          : Optional.of(new HardLinkGroup(group.u64(), group.u64()));
    }

    private ExtendedAttributes attributes() {
      Decoder inline = known[ATTRIBUTES];
      Decoder stored = known[STORED_ATTRIBUTES];
      if (inline != null && stored != null) {
        throw from.malformed("attributes in the entry and stored; only one of them");
      }
      if (stored != null) return new ExtendedAttributes.Stored(ItemCodec.reference(stored));
      if (inline == null) return ExtendedAttributes.NONE;
      var values = AttributeCodec.decode(inline);
      if (values.isEmpty()) throw inline.malformed("no attributes; then the field is left out");
      return new ExtendedAttributes.Inline(values);
    }

    private static Metadata.Owner owner(Decoder from) {
      return new Metadata.Owner(
          from.varint("uid", 0, 0xFFFF_FFFFL),
          from.varint("gid", 0, 0xFFFF_FFFFL),
          from.counted("user name", 0, Limits.NAME_BYTES_MAX),
          from.counted("group name", 0, Limits.NAME_BYTES_MAX));
    }

    private Decoder need(int tag) {
      Decoder field = known[tag];
      if (field == null) throw from.malformed("field %d is missing", tag);
      return field;
    }
  }
}
