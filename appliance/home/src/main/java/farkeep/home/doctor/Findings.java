package farkeep.home.doctor;

import farkeep.home.control.Event;
import java.util.function.Consumer;

/// Tells what was found, one line each, and counts what is wrong. For one task.
public final class Findings {
  private final Consumer<Event.Looked> who;
  private long wrong;

  /// @param who is told
  public Findings(Consumer<Event.Looked> who) {
    this.who = who;
  }

  /// It is well.
  void ok(String what, String where, String said) {
    who.accept(new Event.Looked("OK", what, where, said, ""));
  }

  /// It works, and could be better.
  void hint(String what, String where, String said, String advice) {
    who.accept(new Event.Looked("HINT", what, where, said, advice));
  }

  /// Something is not kept, or will not be soon.
  void wrong(String what, String where, String said, String advice) {
    wrong++;
    who.accept(new Event.Looked("WRONG", what, where, said, advice));
  }

  /// A question that could not be answered at all.
  public void failed(Event.Failed failed) {
    wrong(
        "state",
        "",
        failed.message(),
        "mend that, and ask again: what depends on it was not looked at");
  }

  /// How many things are wrong.
  public long wrong() {
    return wrong;
  }
}
