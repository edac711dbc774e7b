package farkeep.web.box;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/// Does what the host asks for on the page. The page asks only while the action window is open; a
/// box checks it again where that costs nothing. Safe for many threads.
public interface HostActions {
  /// For how much longer the host may act. Zero: the window is closed.
  Duration windowLeft();

  /// What this box can do: a box without lights does not blink. What is not here is not shown.
  Set<HostAction.Kind> offered();

  /// Does it.
  ///
  /// @param locale the language of the answer
  /// @return one sentence for the host on what is true now
  /// @throws RefusedException it can't be done now; nothing has changed
  /// @throws IOException it failed; the page says so in general words, and the log why
  String perform(HostAction action, Locale locale) throws RefusedException, IOException;

  /// Writes what somebody who helps needs to know: a zip file without secrets, names and keys.
  ///
  /// @throws IOException reading or writing failed; what was written is not whole
  void supportBundle(OutputStream to) throws IOException;
}
