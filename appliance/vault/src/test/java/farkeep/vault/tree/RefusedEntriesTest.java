package farkeep.vault.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.MalformedObjectException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Negative vectors of entries, as hexadecimal bytes. T, M, P and O stand for a type, and for a
/// valid mtime, mode and owner; I for an object id, G for a content tag.
class RefusedEntriesTest {
  private static byte[] bytes(String vector) {
    String hex =
        vector
            .replace("M", "02020000")
            .replace("P", "0301 00")
            .replace("O", "0404 00000000")
            .replace("I", "11".repeat(32))
            .replace("G", "22".repeat(16))
            .replace(" ", "");
    return HexFormat.of().parseHex(hex);
  }

  @Test
  void the_parts_the_vectors_are_made_of_are_valid() {
    assertThat(Entry.decode(bytes("010104 M P O")).body()).isEqualTo(new Body.Fifo());
    assertThat(Entry.decode(bytes("010101 M P O 090101 0b3301 01 I G 01")).plainBytes())
        .isEqualTo(1);
    assertThat(Entry.decode(bytes("010101 M P O 090105 0c30 I G")).plainBytes()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({
    "'', field 2 is missing",
    "'M P O', field 1 is missing",
    "'010104 M P', field 4 is missing",
    "'010104 P M O', field 2 behind field 3; ascending",
    "'010104 010104 M P O', field 1 behind field 1; ascending",
    "'010107 M P O', entry type 7 is unknown",
    "'010100 M P O', entry type 0 is unknown",
    "'01020400 M P O', 1 B too many",
    "'010104 M P O 0501', needs 1 B more",
    "'010104 M P O 050161', an entry of type FIFO doesn't have it",
    "'010102 M P O 0d080000000000000000', an entry of type DIRECTORY doesn't have it",
    "'010103 M P O', field 5 is missing",
    "'010103 M P O 0500', a link target of 0 B",
    "'010105 M P O', field 13 is missing",
    "'010105 M P O 0d0400000000', needs 8 B more",
    "'010104 020600 8094ebdc03 P O', mtime's nanoseconds is 1000000000",
    "'010104 02038000 00 P O', a number longer than it must be",
    "'010104 020bffffffffffffffffff01 00 P O', a number of more than 63 bits",
    "'010104 M 03028020 O', mode is 4096; 0 to 4095",
    "'010104 M P 0408 8080808010 00 00 00', uid is 4294967296",
    "'010104 M P 0404 00000100', needs 1 B more",
    "'010104 M P O 060f000000000000000000000000000000', needs 8 B more",
    "'010104 M P O 070100', no attributes; then the field is left out",
    "'010104 M P O 0707 02 0162 00 0161 00', attribute 1 is not above the one before it",
    "'010104 M P O 0703 01 00 00', length of an attribute's name is 0; 1 to 255",
    "'010104 M P O 0704 01 0161 00 0831 I G 01', only one of them",
    "'010104 M P O 0831 I G 00', length of a chunk is 0; 1 to 8388608",
    "'010104 M P O 0834 I G 81808004', length of a chunk is 8388609; 1 to 8388608",
    "'010101 M P O 090100', a file with 0 kinds of content; it has one",
    "'010101 M P O 0900 0a00', needs 1 B more",
    "'010101 M P O 0a00', field 9 is missing",
    "'010101 M P O 090100 0a00 0c30 I G', a file with 2 kinds of content; it has one",
    "'010101 M P O 090102 0a0161', a file of 2 B whose content has 1 B",
    "'010101 M P O 090100 0b0100', items is 0; 1 to 64",
    "'010101 M P O 090100 0b0141', items is 65; 1 to 64",
    "'010101 M P O 090101 0b020103', item kind 3 is unknown; 0 to 2",
    "'010101 M P O 090101 0b03010000', length of a hole is 0",
    "'010101 M P O 090102 0b0502 0001 0001', item 1 could be one with the item before it",
    "'010101 M P O 090102 0b6502 01 I G 01 01 I G 01', item 1 could be one with the item before it",
    "'010101 M P O 090101 0b3401 02 I G 01 01', repeat of a chunk is 1; 2 to",
    "'010101 M P O 090101 0b0401000100', 1 B too many",
    "'010101 M P O 090105 0c2f I 222222222222222222222222222222', needs 8 B more",
  })
  void it_is_refused_and_the_message_says_why(String vector, String why) {
    byte[] encoded = bytes(vector);
    assertThatThrownBy(() -> Entry.decode(encoded))
        .isInstanceOf(MalformedObjectException.class)
        .hasMessageContaining(why);
  }

  @Test
  void an_entry_above_its_bound_is_refused() {
    byte[] encoded = new byte[Entry.BYTES_MAX + 1];
    assertThatThrownBy(() -> Entry.decode(encoded))
        .isInstanceOf(MalformedObjectException.class)
        .hasMessageContaining("16385 B; at most 16384");
  }
}
