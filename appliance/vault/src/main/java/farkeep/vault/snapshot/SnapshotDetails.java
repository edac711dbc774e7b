package farkeep.vault.snapshot;

import static java.util.Objects.requireNonNull;

import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.MalformedObjectException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// The sealed part of a snapshot: for people, never decided by.
///
/// @param wall what the device's clock said, to the millisecond, from 1970 on
/// @param message why it was made; may be empty; at most [#MESSAGE_BYTES_MAX] bytes of UTF-8
/// @param files how many files the folder held
/// @param bytes how long they were together
public record SnapshotDetails(Instant wall, String message, long files, long bytes) {
  /// UTF-8 bytes of a message.
  public static final int MESSAGE_BYTES_MAX = 1_024;

  private static final int VERSION = 1;

  /// @throws MalformedObjectException a figure is negative, or the message too long
  public SnapshotDetails {
    requireNonNull(wall);
    int messageBytes = message.getBytes(StandardCharsets.UTF_8).length;
    if (wall.toEpochMilli() < 0 || files < 0 || bytes < 0 || messageBytes > MESSAGE_BYTES_MAX) {
      throw new MalformedObjectException(
          "snapshot details: %d files, %d B, at %s, message of %d B (at most %d)"
              .formatted(files, bytes, wall, messageBytes, MESSAGE_BYTES_MAX));
    }
    wall = Instant.ofEpochMilli(wall.toEpochMilli());
  }

  /// @throws MalformedObjectException not details of this version
  static SnapshotDetails parse(byte[] plain) {
    FieldReader in = new FieldReader("snapshot details", plain);
    in.version(VERSION);
    Instant wall = Instant.ofEpochMilli(in.count64("wall time"));
    String message = in.text("message", MESSAGE_BYTES_MAX);
    long files = in.varint("files", Long.MAX_VALUE);
    long bytes = in.varint("bytes", Long.MAX_VALUE);
    in.end();
    return new SnapshotDetails(wall, message, files, bytes);
  }

  byte[] encode() {
    return new FieldWriter()
        .u8(VERSION)
        .u64(wall.toEpochMilli())
        .text(message)
        .varint(files)
        .varint(bytes)
        .done();
  }
}
