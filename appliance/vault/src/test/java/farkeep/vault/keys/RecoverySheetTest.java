package farkeep.vault.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import farkeep.objects.Bytes32;
import farkeep.objects.PeerId;
import farkeep.objects.VaultId;
import farkeep.objects.log.BoxRecord;
import farkeep.testkit.SeededRandomness;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecoverySheetTest {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private final SeededRandomness randomness = new SeededRandomness(5);
  private final VaultId vault = VaultId.of(randomness.bytes(32));
  private final RecoverySheet sheet = RecoverySheet.of(RecoveryKey.fresh(randomness), vault);

  @Test
  void what_was_printed_is_read_again_however_it_is_typed() {
    String text = sheet.text();
    assertThat(sheet.groups()).hasSize(RecoverySheet.GROUPS).allMatch(it -> it.length() == 7);
    for (String typed :
        List.of(
            text,
            text.toLowerCase(Locale.ROOT),
            text.replace("-", ""),
            text.replace('-', ' '),
            "  " + text.replace("-", "\n") + "\n",
            text.replace('0', 'o').replace('1', 'l'),
            text.replace('0', 'O').replace('1', 'I'))) {
      RecoverySheet read = RecoverySheet.parse(typed);
      assertThat(read.text()).isEqualTo(text);
      assertThat(read.isFor(vault)).isTrue();
      assertThat(read.key().id()).isEqualTo(sheet.key().id());
    }
  }

  @Test
  void every_single_wrong_character_is_found_in_its_group() {
    List<String> groups = sheet.groups();
    for (int group = 0; group < groups.size(); group++) {
      for (int at = 0; at < 7; at++) {
        for (char other : ALPHABET.toCharArray()) {
          if (groups.get(group).charAt(at) == other) continue;
          StringBuilder wrong = new StringBuilder(groups.get(group));
          wrong.setCharAt(at, other);
          assertThat(faultIn(with(groups, group, wrong.toString()))).isEqualTo(group + 1);
        }
      }
    }
  }

  @Test
  void two_neighbours_swapped_are_found_in_their_group() {
    List<String> groups = sheet.groups();
    for (int group = 0; group < groups.size(); group++) {
      for (int at = 0; at < 6; at++) {
        StringBuilder wrong = new StringBuilder(groups.get(group));
        char first = wrong.charAt(at);
        if (first == wrong.charAt(at + 1)) continue;
        wrong.setCharAt(at, wrong.charAt(at + 1));
        wrong.setCharAt(at + 1, first);
        assertThat(faultIn(with(groups, group, wrong.toString()))).isEqualTo(group + 1);
      }
    }
  }

  @Test
  void swapped_missing_doubled_and_cut_groups_are_named() {
    List<String> groups = sheet.groups();
    List<String> swapped = new ArrayList<>(groups);
    Collections.swap(swapped, 4, 5);
    assertThat(faultIn(swapped)).isEqualTo(5);
    List<String> missing = new ArrayList<>(groups);
    missing.remove(7);
    assertThat(faultIn(missing)).isEqualTo(8);
    List<String> doubled = new ArrayList<>(groups);
    doubled.add(3, groups.get(2));
    assertThat(faultIn(doubled)).isEqualTo(4);
    assertThat(faultIn(with(groups, 9, groups.get(9).substring(1)))).isEqualTo(10);
    assertThat(faultIn(groups.subList(0, 11))).isEqualTo(12);
    assertThat(faultIn(with(groups, 2, "U" + groups.get(2).substring(1)))).isEqualTo(3);
  }

  @Test
  void groups_of_two_sheets_that_are_each_right_are_not_taken_together() {
    List<String> other = RecoverySheet.of(RecoveryKey.fresh(randomness), vault).groups();
    assertThatThrownBy(
            () -> RecoverySheet.parse(String.join("-", with(other, 1, sheet.groups().get(1)))))
        .isInstanceOf(WrongSheetException.class)
        .hasMessageContaining("don't fit together");
  }

  @Test
  void a_group_typed_back_is_compared_as_people_type() {
    String third = sheet.groups().get(2);
    assertThat(sheet.matches(3, " " + third.toLowerCase(Locale.ROOT) + " ")).isTrue();
    assertThat(sheet.matches(4, third)).isFalse();
  }

  @Test
  void the_qr_code_on_the_page_reads_as_the_sheet() throws Exception {
    String[] lines = QrCode.of(sheet.text()).terminal().split("\n");
    LuminanceSource drawn = drawn(lines);
    String read = new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(drawn))).getText();
    assertThat(RecoverySheet.parse(read).text()).isEqualTo(sheet.text());
  }

  @Test
  void the_page_has_the_code_the_boxes_and_the_steps_and_escapes_names() {
    PeerId box = PeerId.of(randomness.bytes(32));
    BoxRecord record =
        new BoxRecord(
            box, 1, Bytes32.of(new byte[32]), Optional.empty(), List.of("box.example:4433"));
    String page =
        SheetPage.html(
            sheet,
            List.of(new SheetPage.NamedBox("<b>Oma & Opa</b>", record)),
            LocalDate.of(2026, 1, 2));
    assertThat(page)
        .contains(sheet.groups())
        .contains("box.example:4433", "farkeep recover", "2026-01-02", "<svg")
        .contains(box.toString().substring(0, 8))
        .contains("&lt;b&gt;Oma &amp; Opa&lt;/b&gt;")
        .doesNotContain("<b>Oma", "src=", "href=");
  }

  private static LuminanceSource drawn(String[] lines) {
    int scale = 4;
    int width = lines[0].length() * scale;
    int height = lines.length * 2 * scale;
    return new LuminanceSource(width, height) {
      @Override
      public byte[] getRow(int y, byte[] row) {
        byte[] into = row == null || row.length < width ? new byte[width] : row;
        for (int x = 0; x < width; x++) {
          char block = lines[y / scale / 2].charAt(x / scale);
          boolean upper = y / scale % 2 == 0;
          boolean light = block == '█' || block == (upper ? '▀' : '▄');
          into[x] = light ? (byte) 255 : 0;
        }
        return into;
      }

      @Override
      public byte[] getMatrix() {
        byte[] all = new byte[width * height];
        for (int y = 0; y < height; y++) {
          System.arraycopy(getRow(y, new byte[width]), 0, all, y * width, width);
        }
        return all;
      }
    };
  }

  private static List<String> with(List<String> groups, int group, String other) {
    List<String> changed = new ArrayList<>(groups);
    changed.set(group, other);
    return changed;
  }

  private static int faultIn(List<String> groups) {
    return catchThrowableOfType(
            WrongSheetException.class, () -> RecoverySheet.parse(String.join("-", groups)))
        .group();
  }
}
