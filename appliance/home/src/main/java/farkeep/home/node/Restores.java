package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.home.control.Verbs.Events;
import farkeep.home.engine.FolderView;
import farkeep.home.engine.Progress;
import farkeep.home.posix.Shown;
import farkeep.home.restore.RestoreNotes;
import farkeep.home.restore.RestoreRules;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.util.List;

/// Reading back: restores and checks, told as events.
final class Restores {
  private static final int NOTES_MAX = 20;

  private final EventRelay relay;

  Restores(Events events) {
    this.relay = new EventRelay(events, 0);
  }

  Event.Done run(FolderView view, List<TreePath> paths, byte[] to, RestoreRules rules)
      throws IOException, InterruptedException {
    FolderView.Restored restored = view.restore(paths, to, rules, relay);
    relay.check();
    long notes = tell(restored.notes());
    long problems = restored.problems() + notes;
    Progress.Fetching last = relay.fetched();
    return new Event.Done(
        "restored %d files, %d B, from snapshot #%d of %s to %s%s"
            .formatted(
                last.files(),
                last.bytes(),
                view.snapshot().clear().sequence(),
                view.snapshot().details().wall(),
                Shown.of(to),
                problems == 0 ? "" : "; %d problems".formatted(problems)),
        last.files(),
        last.bytes(),
        0,
        problems);
  }

  private long tell(RestoreNotes notes) throws InterruptedException {
    long count = 0;
    for (RestoreNotes.Kind kind : RestoreNotes.Kind.values()) {
      List<RestoreNotes.Note> of = notes.of(kind);
      for (RestoreNotes.Note note : of.subList(0, Math.min(NOTES_MAX, of.size()))) {
        relay.problem(Rows.shown(note.path()), note.detail());
      }
      count += notes.counts().getOrDefault(kind, 0L);
    }
    return count;
  }

  Event.Done verify(FolderView view, TreePath under, int percent)
      throws IOException, InterruptedException {
    FolderView.Verified verified = view.verify(under, percent, relay);
    relay.check();
    return new Event.Done(
        "read back %d files, %d B (%d %% of the content) of snapshot #%d: %s"
            .formatted(
                verified.files(),
                verified.bytes(),
                percent,
                view.snapshot().clear().sequence(),
                verified.problems() == 0
                    ? "everything is whole"
                    : "%d files are not whole".formatted(verified.problems())),
        verified.files(),
        verified.bytes(),
        0,
        verified.problems());
  }
}
