package farkeep.panel.ups;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A UPS on the other side of a line: answers Megatec's questions as real ones do. Network UPS
/// Tools reads it too, so it is not only what our own program believes.
final class ScriptedUps implements AutoCloseable {
  static final String MAINS = "(230.0 140.0 230.0 034 50.0 27.3 25.0 00001001\r";
  static final String BATTERY = "(000.0 140.0 230.0 034 50.0 25.1 25.0 10001001\r";
  static final String LOW = "(000.0 140.0 230.0 034 50.0 20.9 25.0 11001001\r";

  private final RandomAccessFile line;
  private final Thread answering;
  private volatile String answer = MAINS;

  ScriptedUps(Path device) throws IOException {
    this.line = new RandomAccessFile(device.toFile(), "rw");
    this.answering = Thread.ofPlatform().daemon().start(this::run);
  }

  /// What it answers to `Q1` from now on.
  void answers(String toQuestion) {
    answer = toQuestion;
  }

  /// Bytes that nobody asked for.
  void says(String text) throws IOException {
    line.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void run() {
    StringBuilder question = new StringBuilder();
    try {
      for (int each = line.read(); each >= 0; each = line.read()) {
        if (each != '\r') {
          question.append((char) each);
          continue;
        }
        says(answerTo(question.toString()));
        question.setLength(0);
      }
    } catch (IOException _) {
      // The plug was pulled.
    }
  }

  private String answerTo(String question) {
    return switch (question) {
      case "Q1" -> answer;
      case "F" -> "#230.0 002 024.0 50.0\r";
      case "I" -> "#FARKEEP         SCRIPTED   1.0       \r";
      // What it does not know it gives back.
      default -> question + "\r";
    };
  }

  /// After the plug was pulled, or the test would wait for the reader.
  @Override
  public void close() throws IOException {
    try {
      answering.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    line.close();
  }
}
