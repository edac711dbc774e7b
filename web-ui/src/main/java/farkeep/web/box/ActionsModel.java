package farkeep.web.box;

import farkeep.web.box.HostAction.Kind;
import farkeep.web.box.view.BoxView;
import farkeep.web.box.view.State;
import farkeep.web.box.view.Verdict.Cause;
import farkeep.web.page.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The page of actions in words. Pure. Called by the template.
///
/// @param actions those that this box can do, and that have something to do
public record ActionsModel(List<Act> actions) {

  /// One action.
  ///
  /// @param id of its heading
  /// @param name last part of the path that its form posts to
  /// @param said what stands on its card
  /// @param subject code of what is acknowledged, or id of the disk; empty for all others
  public record Act(String id, String name, Said said, String link, String subject) {
    /// Its heading.
    public String title() {
      return said.title;
    }

    /// What it does.
    public String why() {
      return said.why;
    }

    /// What stands on its button.
    public String label() {
      return said.label;
    }
  }

  /// Heading, meaning and button.
  public record Said(String title, String why, String label) {}

  static ActionsModel of(BoxView view, Set<Kind> offered, Words words, Frame.Links links) {
    List<Act> actions = new ArrayList<>();
    boolean stopped = view.controls().pausedUntil().isPresent() || view.controls().safeToUnplug();
    for (Kind kind : Kind.values()) {
      if (!offered.contains(kind)) continue;
      switch (kind) {
        case ACKNOWLEDGE -> actions.addAll(acknowledgements(view, words, links));
        case ADOPT_DISK ->
            view.controls().newDisk().ifPresent(disk -> actions.add(adoption(disk, words, links)));
        case RESUME -> {
          if (stopped) actions.add(act(kind, words, links));
        }
        case PAIR, DIAL, BLINK, PAUSE, CAP, SUPPORT_BUNDLE, UNPLUG, SHUT_DOWN ->
            actions.add(act(kind, words, links));
      }
    }
    return new ActionsModel(actions);
  }

  private static Act adoption(String disk, Words words, Frame.Links links) {
    Act act = act(Kind.ADOPT_DISK, words, links);
    return new Act(act.id, act.name, act.said, act.link, disk);
  }

  private static Act act(Kind kind, Words words, Frame.Links links) {
    String name = ActionForms.name(kind);
    String key = "act." + HealthJson.name(kind);
    Said said = new Said(words.text(key), words.text(key + ".why"), words.text(key + ".do"));
    return new Act("act-" + name, name, said, links.to(Frame.Links.ACTIONS + "/" + name), "");
  }

  private static List<Act> acknowledgements(BoxView view, Words words, Frame.Links links) {
    return Stream.concat(Stream.of(view.verdict().worst()), view.verdict().further().stream())
        .filter(cause -> cause.state().compareTo(State.WORKING) > 0 && !cause.acknowledged())
        .map(cause -> acknowledgement(cause, words, links))
        .toList();
  }

  private static Act acknowledgement(Cause cause, Words words, Frame.Links links) {
    String name = ActionForms.name(Kind.ACKNOWLEDGE);
    Said said =
        new Said(
            words.text("act.acknowledge", cause.sentence()),
            words.text("act.acknowledge.why"),
            words.text("act.acknowledge.do"));
    return new Act(
        "act-" + name + "-" + cause.code(),
        name,
        said,
        links.to(Frame.Links.ACTIONS + "/" + name),
        cause.code());
  }
}
