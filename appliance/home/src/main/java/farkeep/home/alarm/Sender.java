package farkeep.home.alarm;

import java.io.IOException;

/// Takes a message to the owner, once.
@FunctionalInterface
public interface Sender {
  /// Sends it, and waits until whoever passes it on has taken it; not for longer than a minute.
  ///
  /// @return what was answered, for people
  /// @throws IOException it was not taken; the message says why, and what to do
  String send(Message message) throws IOException, InterruptedException;
}
