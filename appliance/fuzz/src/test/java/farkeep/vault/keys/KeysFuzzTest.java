package farkeep.vault.keys;

import com.code_intelligence.jazzer.junit.FuzzTest;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.GoldenVault;
import farkeep.fuzz.Seeds;
import farkeep.objects.FolderTag;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.log.Opaque;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a person types or a machine keeps of keys: the recovery sheet, the key file, sealed names.
class KeysFuzzTest {
  private static final int SHEET_BYTES = 45;
  private static final int PROTECTION_AT = 4;
  private static final int CHECK_BYTES = 4;
  private static final FolderTag FOLDER = new FolderTag(1, 2);

  static Stream<Arguments> sheets() {
    return Stream.of(Seeds.seed("sheet", Seeds.vaultFile("sheet.txt")));
  }

  @MethodSource("sheets")
  @FuzzTest
  void a_recovery_sheet_is_read_or_the_wrong_group_is_named(byte[] typed) {
    String text = new String(typed, StandardCharsets.UTF_8);
    Bounds.hold(() -> RecoverySheet.parse(text), WrongSheetException.class);
    byte[] secret = Arrays.copyOf(typed, SHEET_BYTES);
    CRC32 crc = new CRC32();
    crc.update(secret, 0, SHEET_BYTES - 4);
    ByteBuffer.wrap(secret).putInt(SHEET_BYTES - 4, (int) crc.getValue());
    Bounds.hold(
        () -> {
          List<String> groups = SheetCode.encode(secret);
          RecoverySheet sheet = RecoverySheet.parse(String.join(" ", groups));
          Bounds.require(sheet.groups().equals(groups), "a sheet reads as another one");
        },
        WrongSheetException.class);
  }

  static Stream<Arguments> keyFiles() {
    return Seeds.vault(".fkd");
  }

  /// Without the passphrase, whose cost is meant.
  @MethodSource("keyFiles")
  @FuzzTest
  void a_key_file_is_read_or_refused(byte[] file) {
    Bounds.hold(() -> DeviceKeyFile.isProtected(file), MalformedObjectException.class);
    if (file.length <= PROTECTION_AT + CHECK_BYTES) return;
    byte[] plain = file.clone();
    plain[PROTECTION_AT] = 0;
    int checked = plain.length - CHECK_BYTES;
    byte[] check = Derivation.sha256(Arrays.copyOf(plain, checked));
    System.arraycopy(check, 0, plain, checked, CHECK_BYTES);
    Bounds.hold(() -> DeviceKeyFile.decode(plain, new char[0]), MalformedObjectException.class);
  }

  static Stream<Arguments> settings() {
    FolderSettings settings =
        new FolderSettings("Fotos", FolderSettings.Mode.BACKUP, List.of("*.tmp", "cache/"));
    Opaque sealed = settings.seal(GoldenVault.keys().common().current(), FOLDER);
    byte[] plain =
        SealedName.open(GoldenVault.keys(), SealedName.Of.FOLDER, FOLDER.bytes(), sealed);
    return Stream.of(Seeds.seed("settings", plain));
  }

  @MethodSource("settings")
  @FuzzTest
  void settings_of_a_folder_are_read_or_refused(byte[] plain) {
    RootKeys root = GoldenVault.keys().common().current();
    if (plain.length > SealedName.PLAIN_BYTES_MAX) return;
    Opaque sealed = SealedName.seal(root, SealedName.Of.FOLDER, FOLDER.bytes(), plain);
    Bounds.hold(
        () -> FolderSettings.open(GoldenVault.keys(), FOLDER, sealed),
        MalformedObjectException.class);
    Bounds.hold(
        () -> FolderSettings.open(GoldenVault.keys(), FOLDER, Opaque.of(plain)),
        MalformedObjectException.class,
        CannotOpenException.class);
  }
}
