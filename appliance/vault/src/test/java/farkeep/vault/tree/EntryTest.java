package farkeep.vault.tree;

import static farkeep.vault.tree.Samples.chunk;
import static farkeep.vault.tree.Samples.metadata;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.MalformedObjectException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EntryTest {
  private static ByteString text(String text) {
    return ByteString.ofText(text);
  }

  /// One entry of every shape, by name.
  static Map<String, Entry> shapes() {
    Map<String, Entry> shapes = new LinkedHashMap<>();
    shapes.put("empty-file", Samples.file(""));
    shapes.put("inline-file", Samples.file("hello"));
    shapes.put(
        "listed-file",
        Entry.of(
            new Body.File(
                1_000 + 3 * 2_097_152 + 5_000_000_000L,
                new Content.ItemList(
                    List.of(
                        new Item.Data(chunk(1, 1_000), 1),
                        new Item.Data(chunk(2, 2_097_152), 3),
                        new Item.Hole(5_000_000_000L)))),
            metadata(1)));
    NodeReference root = new NodeReference(chunk(3, 1).id(), chunk(3, 1).tag());
    shapes.put(
        "tree-file", Entry.of(new Body.File(1L << 41, new Content.FileTree(root)), metadata(2)));
    shapes.put("directory", Samples.directory(-1));
    shapes.put("symlink", Entry.of(new Body.Symlink(text("../to")), metadata(-1L << 62)));
    shapes.put("fifo", Entry.of(new Body.Fifo(), metadata((1L << 62) - 1)));
    shapes.put("character-device", Entry.of(new Body.CharacterDevice(0x103), metadata(0)));
    shapes.put("block-device", Entry.of(new Body.BlockDevice(-1), metadata(0)));
    TreeMap<ByteString, ByteString> attributes = new TreeMap<>();
    attributes.put(text("user.b"), ByteString.EMPTY);
    attributes.put(text("user.a"), ByteString.of(new byte[] {0, -1}));
    shapes.put(
        "linked-with-attributes",
        new Entry(
            Samples.file("x").body(),
            metadata(0),
            Optional.of(new HardLinkGroup(1, 2)),
            new ExtendedAttributes.Inline(attributes),
            List.of()));
    shapes.put(
        "stored-attributes-and-unknown",
        new Entry(
            new Body.Fifo(),
            metadata(0),
            Optional.empty(),
            new ExtendedAttributes.Stored(chunk(4, 70_000)),
            List.of(new UnknownField(14, text("a")), new UnknownField(255, text("")))));
    return shapes;
  }

  @Test
  void every_shape_is_read_as_it_was_written() {
    shapes()
        .forEach(
            (name, entry) -> assertThat(Entry.decode(entry.encode())).as(name).isEqualTo(entry));
  }

  @Test
  void entries_have_their_golden_bytes() throws IOException {
    String found =
        shapes().entrySet().stream()
            .map(
                shape -> shape.getKey() + " " + HexFormat.of().formatHex(shape.getValue().encode()))
            .collect(Collectors.joining("\n"));
    try (InputStream golden = getClass().getResourceAsStream("/golden/tree/entries.txt")) {
      assertThat(found)
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
  }

  @Test
  void damaged_bytes_are_an_entry_or_refused_and_never_anything_else() {
    for (Map.Entry<String, Entry> shape : shapes().entrySet()) {
      for (long seed = 1; seed <= 2_000; seed++) {
        byte[] bytes = shape.getValue().encode();
        Random random = new Random(seed);
        int flips = 1 + random.nextInt(3);
        for (int i = 0; i < flips; i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        try {
          Entry entry = Entry.decode(bytes);
          assertThat(entry.encode()).as("%s, seed %d", shape.getKey(), seed).isEqualTo(bytes);
        } catch (MalformedObjectException expected) {
          assertThat(expected.getMessage()).contains("entry");
        }
      }
    }
  }

  @Test
  void bytes_cut_short_are_refused() {
    for (Map.Entry<String, Entry> shape : shapes().entrySet()) {
      byte[] bytes = shape.getValue().encode();
      if (shape.getKey().startsWith("stored")) continue; // its last fields are optional
      for (int length = 0; length < bytes.length; length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        assertThatThrownBy(() -> Entry.decode(cut))
            .as("%s, %d B", shape.getKey(), length)
            .isInstanceOf(MalformedObjectException.class);
      }
    }
  }

  @Test
  void entries_are_the_same_under_other_ids_and_not_with_other_content() {
    Entry entry = Samples.chunked(5, 3);
    assertThat(entry.sameAs(Samples.elsewhere(entry))).isTrue();
    assertThat(entry.equals(Samples.elsewhere(entry))).isFalse();
    assertThat(entry.sameAs(Samples.chunked(6, 3))).isFalse();
  }

  @Test
  void stored_attributes_are_read_as_they_were_written() {
    TreeMap<ByteString, ByteString> values = new TreeMap<>();
    values.put(text("user.large"), ByteString.of(new byte[60_000]));
    values.put(text("system.posix_acl_access"), text("acl"));
    assertThat(ExtendedAttributes.fitInline(values)).isFalse();
    assertThat(ExtendedAttributes.decode(ExtendedAttributes.encode(values))).isEqualTo(values);
    assertThatThrownBy(() -> new ExtendedAttributes.Inline(values))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 4096 stand in an entry");
  }

  @Test
  void attributes_stand_in_the_entry_up_to_their_bound() {
    TreeMap<ByteString, ByteString> values = new TreeMap<>();
    values.put(text("user.x"), ByteString.of(new byte[4_096 - 1 - 7 - 2]));
    assertThat(ExtendedAttributes.fitInline(values)).isTrue();
    assertThat(new ExtendedAttributes.Inline(values).values()).isEqualTo(values);
    values.put(text("user.x"), ByteString.of(new byte[4_096 - 7 - 2]));
    assertThat(ExtendedAttributes.fitInline(values)).isFalse();
  }

  @Test
  void what_can_not_be_is_refused_when_it_is_made() {
    List<Item> twoHoles = List.of(new Item.Hole(1), new Item.Hole(2));
    assertRefused(() -> new Content.ItemList(twoHoles), "could be one");
    assertRefused(() -> new Content.Inline(ByteString.of(new byte[1_025])), "at most 1024");
    assertRefused(() -> new Body.File(2, new Content.Inline(text("1"))), "a file of 2 B");
    assertRefused(() -> new Body.Symlink(ByteString.EMPTY), "a link target of 0 B");
    assertRefused(() -> new Body.Symlink(ByteString.of(new byte[4_097])), "1 to 4096");
    assertRefused(() -> new Item.Hole(0), "a hole of 0 B");
    assertRefused(() -> new Item.Data(chunk(1, 1_000), 1L << 60), "repeated");
    assertRefused(() -> chunk(1, (8 << 20) + 1), "1 to 8388608");
    assertRefused(() -> Samples.withUnknown(Samples.file(""), 13), "unknown field 13");
    Metadata.Owner owner = metadata(0).owner();
    assertRefused(() -> new Metadata(0, 1_000_000_000, 0, owner), "0 to 999999999");
    assertRefused(() -> new Metadata(0, 0, 010_000, owner), "at most 07777");
    assertRefused(() -> new Metadata(1L << 62, 0, 0, owner), "mtime of");
    assertRefused(
        () -> new Metadata.Owner(1L << 32, 0, ByteString.EMPTY, ByteString.EMPTY), "owner");
    assertRefused(
        () -> new Metadata.Owner(0, 0, ByteString.of(new byte[256]), ByteString.EMPTY), "256 B");
  }

  private static void assertRefused(Runnable making, String why) {
    assertThatThrownBy(making::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
