package farkeep.simulation;

import farkeep.vault.keys.KeySpace;
import farkeep.vault.keys.Keyring;
import farkeep.vault.keys.RootKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What must not be found outside a home: the marks in names and contents of users, and all key
/// bytes, as they are and in hexadecimal digits.
final class Secrets {
  /// Keys have this length; longer secrets are several.
  static final int KEY_BYTES = 32;

  private static final int START_BYTES = Integer.BYTES;

  private record Secret(String what, byte[] bytes) {}

  private final Map<Integer, List<Secret>> byStart = new HashMap<>();
  private final boolean[] starts = new boolean[1 << 16];

  Secrets() {
    put("a name of a user", Marks.NAME.getBytes(StandardCharsets.US_ASCII));
    put("content of a user", Marks.CONTENT.getBytes(StandardCharsets.US_ASCII));
  }

  /// Adds the keys of a device.
  void addDevice(String home, byte[] seeds) {
    add("a device key of " + home, seeds);
  }

  /// Adds the keys of a vault that come from its roots.
  void addVault(String home, Keyring keyring) {
    for (KeySpace space : keyring.spaces()) {
      for (RootKeys root : space.roots()) {
        add("a tag key of " + home, root.tagKey());
        add("an object key of " + home, root.objectKey());
        add("a share key of " + home, root.shareKey());
      }
    }
  }

  /// Adds keys, one after the other.
  void add(String what, byte[] keys) {
    for (int at = 0; at + KEY_BYTES <= keys.length; at += KEY_BYTES) {
      byte[] key = Arrays.copyOfRange(keys, at, at + KEY_BYTES);
      put(what, key);
      put(what, HexFormat.of().formatHex(key).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void put(String what, byte[] bytes) {
    int start = ByteBuffer.wrap(bytes).getInt();
    List<Secret> same = byStart.computeIfAbsent(start, _ -> new ArrayList<>());
    if (same.stream().anyMatch(it -> Arrays.equals(it.bytes, bytes))) return;
    same.add(new Secret(what, bytes));
    starts[start >>> 16] = true;
  }

  /// What of them is in there.
  Optional<String> in(byte[] content) {
    ByteBuffer all = ByteBuffer.wrap(content);
    for (int at = 0; at + START_BYTES <= content.length; at++) {
      int start = all.getInt(at);
      if (!starts[start >>> 16]) continue;
      for (Secret each : byStart.getOrDefault(start, List.of())) {
        int end = Math.min(at + each.bytes.length, content.length);
        if (Arrays.equals(content, at, end, each.bytes, 0, each.bytes.length)) {
          return Optional.of(each.what);
        }
      }
    }
    return Optional.empty();
  }

  /// What of them is in there.
  Optional<String> in(String text) {
    return in(text.getBytes(StandardCharsets.UTF_8));
  }
}
