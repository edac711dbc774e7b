package farkeep.home.node;

import farkeep.home.alarm.Alarms;
import farkeep.home.control.Event;
import farkeep.home.control.Request;
import farkeep.home.control.Verbs.Events;
import farkeep.home.events.EventLog;
import farkeep.home.events.Happening;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Requests about how the owner is told of trouble, and about what happened.
public final class AlarmVerbs {
  private final Alarms alarms;
  private final EventLog log;

  /// @param alarms the ways that there are
  /// @param log what happened
  public AlarmVerbs(Alarms alarms, EventLog log) {
    this.alarms = alarms;
    this.log = log;
  }

  Event list(Events events) throws InterruptedException {
    List<Event.Way> ways =
        alarms.all().stream()
            .map(it -> new Event.Way(it.number(), it.what(), it.last(), it.waiting()))
            .toList();
    events.tell(new Event.Alarms(alarms.silentAfter().toSeconds(), ways));
    return said("", 0);
  }

  Event add(Request.AlarmAdd request) throws IOException {
    int number = alarms.add(request.channel());
    return said(
        "%d: %s; `farkeep alarm test` tries it".formatted(number, request.channel().shown()), 0);
  }

  Event remove(Request.AlarmRemove request) throws IOException {
    String gone =
        alarms
            .remove(request.number())
            .orElseThrow(() ->
                new NotFoundException(
                    "there is no alarm %d; `farkeep alarm` lists them"
                        .formatted(request.number())));
    return said("%s is used no more".formatted(gone), 0);
  }

  Event test(Events events) throws IOException, InterruptedException {
    List<Alarms.Went> all = alarms.test();
    if (all.isEmpty()) {
      throw new NotFoundException("there is no alarm to test; `farkeep alarm add` adds one");
    }
    for (Alarms.Went it : all) {
      events.tell(new Event.Told(it.number(), it.what(), it.arrived(), it.said()));
    }
    long failed = all.stream().filter(it -> !it.arrived()).count();
    return said("%d of %d arrived".formatted(all.size() - failed, all.size()), failed);
  }

  Event after(Request.AlarmAfter request) throws IOException {
    Duration agreed = Duration.ofSeconds(request.seconds());
    alarms.agree(agreed);
    return said("a box may be silent for %d hours".formatted(agreed.toHours()), 0);
  }

  Event happened(Request.Events request, Events events) throws IOException, InterruptedException {
    List<Happening> all = log.all();
    for (Happening it : all.subList(Math.max(0, all.size() - request.last()), all.size())) {
      events.tell(new Event.Happened(it.time(), it.kind(), it.box(), it.text()));
    }
    return said("", 0);
  }

  private static Event.Done said(String sentence, long problems) {
    return new Event.Done(sentence, 0, 0, 0, problems);
  }
}
