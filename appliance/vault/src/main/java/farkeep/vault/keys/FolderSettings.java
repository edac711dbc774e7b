package farkeep.vault.keys;

import static java.util.Objects.requireNonNull;

import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.FolderTag;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.log.Opaque;
import java.util.ArrayList;
import java.util.List;

/// The sealed part of a FOLDER entry.
///
/// @param name what people call it
/// @param mode what its devices do with it
/// @param rules one a line: for the home to read
public record FolderSettings(String name, Mode mode, List<String> rules) {
  /// UTF-8 bytes of a name.
  public static final int NAME_BYTES_MAX = 255;

  /// Rules of one folder.
  public static final int RULES_MAX = 200;

  /// UTF-8 bytes of one rule.
  public static final int RULE_BYTES_MAX = 1_024;

  private static final int VERSION = 1;

  /// Copies the rules.
  public FolderSettings {
    requireNonNull(name);
    requireNonNull(mode);
    rules = List.copyOf(rules);
  }

  /// Seals the settings for a FOLDER entry.
  ///
  /// @throws IllegalArgumentException longer than what a sealed part may hold
  public Opaque seal(RootKeys root, FolderTag tag) {
    FieldWriter out = new FieldWriter().u8(VERSION).text(name).u8(mode.code).u8(rules.size());
    rules.forEach(out::text);
    parse(out.done());
    return SealedName.seal(root, SealedName.Of.FOLDER, tag.bytes(), out.done());
  }

  /// Opens the settings of a FOLDER entry.
  ///
  /// @throws CannotOpenException the keyring lacks the root, or the bytes were altered or moved
  /// @throws MalformedObjectException not settings of this version
  public static FolderSettings open(Keyring keys, FolderTag tag, Opaque sealed) {
    return parse(SealedName.open(keys, SealedName.Of.FOLDER, tag.bytes(), sealed));
  }

  private static FolderSettings parse(byte[] plain) {
    FieldReader in = new FieldReader("folder settings", plain);
    in.version(VERSION);
    String name = in.text("name", NAME_BYTES_MAX);
    Mode mode = Mode.ofCode(in.u8("mode"));
    int count = in.u8("rule count", RULES_MAX);
    List<String> rules = new ArrayList<>(count);
    for (int i = 0; i < count; i++) rules.add(in.text("rule", RULE_BYTES_MAX));
    in.end();
    return new FolderSettings(name, mode, rules);
  }

  /// What a folder is for.
  public enum Mode {
    /// One device writes it; the box keeps its history.
    BACKUP(1),
    /// Several devices write it and stay alike.
    SHARE(2);

    private final int code;

    Mode(int code) {
      this.code = code;
    }

    private static Mode ofCode(int code) {
      for (Mode mode : values()) if (mode.code == code) return mode;
      throw new MalformedObjectException(
          "folder settings: mode " + code + " is unknown; 1 and 2 are known: update Farkeep");
    }
  }
}
