package farkeep.web.box;

import farkeep.web.http.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/// The files that pages call for: a style sheet and an icon, read when the server starts.
final class StaticFiles {
  private final Map<String, Answer> files =
      Map.of(
          "/style.css", file("style.css", "text/css; charset=utf-8"),
          "/icon.svg", file("icon.svg", "image/svg+xml"));

  Optional<Answer> at(String path) {
    return Optional.ofNullable(files.get(path));
  }

  private static Answer file(String name, String type) {
    try (InputStream in =
        StaticFiles.class.getClassLoader().getResourceAsStream(BoxPages.FOLDER + name)) {
      if (in == null) throw new IllegalStateException("the program lacks its file " + name);
      return new Answer(200, type, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
