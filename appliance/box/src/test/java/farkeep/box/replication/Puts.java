package farkeep.box.replication;

import farkeep.link.carrier.LinkStream;
import farkeep.link.protocol.Opening;
import farkeep.link.protocol.PutWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Ways of a test to send objects.
final class Puts {
  private Puts() {}

  static List<byte[]> chunks(TestVault vault, int count, int bytes) {
    List<byte[]> chunks = new ArrayList<>();
    for (int i = 0; i < count; i++) chunks.add(vault.chunk(bytes));
    return chunks;
  }

  /// Begins an object and leaves it there.
  static LinkStream begin(ScriptedHome home, long number, int bytes) throws Exception {
    LinkStream stream = home.link.open();
    new Opening.Put().write(stream);
    ByteBuffer header = ByteBuffer.allocate(PutWriter.RECORD_HEADER_BYTES);
    stream.output().write(header.putLong(number).putInt(bytes).array());
    return stream;
  }

  static void put(SimulatedBox box, ScriptedHome home, long number, byte[] stored) {
    box.tasks.start(
        "put",
        () -> {
          try {
            home.putStream().put(number, stored);
          } catch (IOException e) {
            // the box has ended the session
          }
        });
  }

  static void putAll(SimulatedBox box, ScriptedHome home, List<byte[]> all) {
    box.tasks.start(
        "put all",
        () -> {
          try {
            for (byte[] stored : all) home.put(stored);
          } catch (IOException e) {
            // the box has ended the session
          }
        });
  }
}
