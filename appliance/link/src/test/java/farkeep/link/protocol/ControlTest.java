package farkeep.link.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkStream;
import farkeep.link.simulated.SimulatedPair;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import farkeep.testkit.tasks.SimulatedTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ControlTest {
  private static final int SEEDS = 10;

  /// What one end of a control stream does.
  @FunctionalInterface
  private interface End {
    void run(SimulatedTasks tasks, LinkStream stream) throws Exception;
  }

  private static void meet(End home, End box) {
    for (long seed = 0; seed < SEEDS; seed++) {
      SimulatedTasks tasks = new SimulatedTasks(seed);
      tasks.run(() -> meet(tasks, home, box));
    }
  }

  private static void meet(SimulatedTasks tasks, End home, End box) throws Exception {
    SimulatedPair pair = new SimulatedPair(tasks);
    pair.network().setDelay(Duration.ofMillis(20));
    Tasks.Work boxWork = () -> box.run(tasks, pair.listener().accept().accept());
    Tasks.Task there = tasks.start("box", boxWork);
    try (Link link = pair.dial()) {
      home.run(tasks, link.open());
      there.join();
    }
  }

  private static ToBox.Builder settle(long number) {
    return ToBox.newBuilder().setSettle(Settle.newBuilder().setNumber(number));
  }

  private static ToHome.Builder stored(long number) {
    return ToHome.newBuilder().setStored(Stored.newBuilder().setNumber(number));
  }

  private static Hello hello(int least, int most) {
    return Hello.newBuilder().setVersionMin(least).setVersion(most).setProgram("test").build();
  }

  /// Asks `count` times at once and expects to each question its own answer.
  private static void askAtOnce(Tasks tasks, LinkStream stream, int count) throws Exception {
    HomeControl control = new HomeControl(tasks, stream);
    control.greet(hello(1, 1));
    Tasks.Task listening =
        tasks.start("listen", () -> control.listen(message -> assertThat(message).isNull()));
    try (TaskGroup group = new TaskGroup(tasks)) {
      for (int i = 1; i <= count; i++) {
        int number = i;
        group.start(
            "ask " + i,
            () -> {
              ToHome answer = control.ask(settle(number));
              assertThat(answer.getStored().getNumber()).isEqualTo(number);
            });
      }
      group.join();
    }
    stream.output().close();
    assertThatThrownBy(listening::join).hasCauseInstanceOf(LinkClosedException.class);
  }

  /// Takes up to `batch` requests and answers the last one first.
  private static void answerBackwards(Tasks tasks, LinkStream stream, int batch, int count)
      throws Exception {
    BoxControl control = new BoxControl(tasks, stream);
    control.greet(hello(1, 1));
    for (int done = 0; done < count; ) {
      List<ToBox> taken = new ArrayList<>();
      while (taken.size() < Math.min(batch, count - done)) taken.add(control.next().orElseThrow());
      for (ToBox request : taken.reversed()) {
        control.answer(request.getRequest(), stored(request.getSettle().getNumber()));
      }
      done += taken.size();
    }
    assertThat(control.next()).isEmpty();
    stream.close();
  }

  @Test
  void each_answer_comes_to_who_asked_in_whatever_order_they_are_given() {
    meet(
        (tasks, stream) -> askAtOnce(tasks, stream, 20),
        (tasks, stream) -> answerBackwards(tasks, stream, 20, 20));
  }

  @Test
  void who_asks_too_much_at_once_waits() {
    int most = HomeControl.REQUESTS_MAX;
    meet(
        (tasks, stream) -> askAtOnce(tasks, stream, 2 * most),
        (tasks, stream) -> answerBackwards(tasks, stream, most, 2 * most));
  }

  @Test
  void more_open_requests_than_allowed_end_the_session() {
    meet(
        (tasks, stream) -> {
          Frames.write(stream.output(), ToBox.newBuilder().setHello(hello(1, 1)).build());
          for (int i = 1; i <= HomeControl.REQUESTS_MAX + 1; i++) {
            Frames.write(stream.output(), settle(i).setRequest(i).build());
          }
        },
        (tasks, stream) -> {
          BoxControl control = new BoxControl(tasks, stream);
          control.greet(hello(1, 1));
          for (int i = 0; i < HomeControl.REQUESTS_MAX; i++) control.next();
          assertThatThrownBy(control::next)
              .isInstanceOf(ProtocolViolationException.class)
              .hasMessageContaining("more than 64");
        });
  }

  @Test
  void a_request_number_that_does_not_count_up_ends_the_session() {
    meet(
        (tasks, stream) -> {
          Frames.write(stream.output(), ToBox.newBuilder().setHello(hello(1, 1)).build());
          Frames.write(stream.output(), settle(1).setRequest(0).build());
        },
        (tasks, stream) -> {
          BoxControl control = new BoxControl(tasks, stream);
          control.greet(hello(1, 1));
          assertThatThrownBy(control::next).isInstanceOf(ProtocolViolationException.class);
        });
  }

  @Test
  void what_the_box_says_unasked_is_heard_in_order_and_failures_are_thrown() {
    meet(
        (tasks, stream) -> {
          HomeControl control = new HomeControl(tasks, stream);
          Greeting greeting = control.greet(Greeting.say("home 1", Set.of("a", "b"), tasks));
          assertThat(greeting.features()).containsExactly("b");
          assertThat(greeting.peerProgram()).isEqualTo("box 1?");
          List<Long> heard = new ArrayList<>();
          Tasks.Task listening =
              tasks.start(
                  "listen",
                  () -> control.listen(message -> heard.add(message.getStored().getNumber())));
          assertThatThrownBy(() -> control.ask(settle(1)))
              .isInstanceOf(FailureException.class)
              .hasMessage("open a vault first");
          stream.output().close();
          assertThatThrownBy(listening::join).hasCauseInstanceOf(LinkClosedException.class);
          assertThat(heard).containsExactly(7L, 8L, 9L);
        },
        (tasks, stream) -> {
          BoxControl control = new BoxControl(tasks, stream);
          control.greet(Greeting.say("box 1\n", Set.of("b", "c"), tasks));
          for (long number = 7; number < 10; number++) control.tell(stored(number));
          long request = control.next().orElseThrow().getRequest();
          control.fail(request, Failure.Code.NOT_OPEN, "open a vault first");
          assertThat(control.next()).isEmpty();
          stream.close();
        });
  }

  @Test
  void when_the_link_breaks_all_who_wait_and_all_who_ask_later_are_told() {
    for (long seed = 0; seed < SEEDS; seed++) {
      SimulatedTasks tasks = new SimulatedTasks(seed);
      tasks.run(() -> breakWhileAsking(tasks));
    }
  }

  private static void breakWhileAsking(SimulatedTasks tasks) throws Exception {
    SimulatedPair pair = new SimulatedPair(tasks);
    Tasks.Task box =
        tasks.start(
            "box",
            () -> new BoxControl(tasks, pair.listener().accept().accept()).greet(hello(1, 1)));
    Link link = pair.dial();
    HomeControl control = new HomeControl(tasks, link.open());
    control.greet(hello(1, 1));
    box.join();
    Tasks.Task listening = tasks.start("listen", () -> control.listen(_ -> {}));
    List<Tasks.Task> asking = new ArrayList<>();
    for (int i = 0; i < HomeControl.REQUESTS_MAX + 5; i++) {
      asking.add(tasks.start("ask", () -> control.ask(settle(1))));
    }
    tasks.sleep(Duration.ofSeconds(1));
    pair.network().breakLinks(pair.dialling());
    for (Tasks.Task task : asking) {
      assertThatThrownBy(task::join).hasCauseInstanceOf(LinkClosedException.class);
    }
    assertThatThrownBy(listening::join).hasCauseInstanceOf(LinkClosedException.class);
    assertThatThrownBy(() -> control.ask(settle(1))).isInstanceOf(LinkClosedException.class);
  }

  @Test
  void an_answer_that_nobody_asked_for_ends_the_session() {
    meet(
        (tasks, stream) -> {
          HomeControl control = new HomeControl(tasks, stream);
          control.greet(hello(1, 1));
          assertThatThrownBy(() -> control.listen(_ -> {}))
              .isInstanceOf(ProtocolViolationException.class);
        },
        (tasks, stream) -> {
          new BoxControl(tasks, stream).greet(hello(1, 1));
          Frames.write(stream.output(), stored(1).setRequest(5).build());
        });
  }

  @Test
  void a_newer_peer_works_at_the_lower_version() {
    End home =
        (tasks, stream) ->
            assertThat(new HomeControl(tasks, stream).greet(hello(1, 1)).version()).isEqualTo(1);
    meet(
        home,
        (tasks, stream) ->
            assertThat(new BoxControl(tasks, stream).greet(hello(1, 3)).version()).isEqualTo(1));
  }

  @Test
  void without_a_common_version_both_sides_say_which_one_to_update() {
    meet(greets(2, 3, "update the box"), greeted(1, 1, "update this side"));
    meet(greets(1, 1, "update this side"), greeted(2, 3, "update the home"));
  }

  private static End greets(int least, int most, String advice) {
    return (tasks, stream) ->
        assertThatThrownBy(() -> new HomeControl(tasks, stream).greet(hello(least, most)))
            .isInstanceOf(IncompatibleVersionException.class)
            .hasMessageEndingWith(advice);
  }

  private static End greeted(int least, int most, String advice) {
    return (tasks, stream) ->
        assertThatThrownBy(() -> new BoxControl(tasks, stream).greet(hello(least, most)))
            .isInstanceOf(IncompatibleVersionException.class)
            .hasMessageEndingWith(advice);
  }

  /// A field that only a newer version knows.
  private static UnknownFieldSet later(int number) {
    ByteString content = ByteString.copyFromUtf8("of later");
    return UnknownFieldSet.newBuilder()
        .addField(number, UnknownFieldSet.Field.newBuilder().addLengthDelimited(content).build())
        .build();
  }

  private static Hello helloOfLater() {
    return hello(1, 9).toBuilder()
        .addAllFeatures(List.of("teleport", "update"))
        .setUnknownFields(later(200))
        .build();
  }

  @Test
  void what_a_newer_box_says_beyond_an_older_home_is_passed_over() {
    meet(
        (tasks, stream) -> {
          HomeControl control = new HomeControl(tasks, stream);
          Greeting greeting = control.greet(Greeting.say("home", Set.of("update"), tasks));
          assertThat(greeting.version()).isEqualTo(Greeting.VERSION);
          assertThat(greeting.features()).containsExactly("update");
          List<ToHome.WhatCase> heard = new ArrayList<>();
          assertThatThrownBy(() -> control.listen(message -> heard.add(message.getWhatCase())))
              .isInstanceOf(LinkClosedException.class);
          assertThat(heard).containsExactly(ToHome.WhatCase.WHAT_NOT_SET, ToHome.WhatCase.STORED);
        },
        (tasks, stream) -> {
          BoxControl control = new BoxControl(tasks, stream);
          control.greet(helloOfLater());
          control.tell(ToHome.newBuilder().setUnknownFields(later(300)));
          control.tell(stored(7).setUnknownFields(later(301)));
          stream.close();
        });
  }

  @Test
  void what_a_newer_home_asks_beyond_an_older_box_can_be_declined() {
    meet(
        (tasks, stream) -> {
          HomeControl control = new HomeControl(tasks, stream);
          assertThat(control.greet(helloOfLater()).features()).containsExactly("update");
          Tasks.Task listening = tasks.start("listen", () -> control.listen(_ -> {}));
          assertThatThrownBy(() -> control.ask(ToBox.newBuilder().setUnknownFields(later(300))))
              .isInstanceOf(FailureException.class)
              .hasMessage("not known here");
          assertThat(control.ask(settle(1).setUnknownFields(later(301))).getStored().getNumber())
              .isEqualTo(1);
          stream.output().close();
          assertThatThrownBy(listening::join).hasCauseInstanceOf(LinkClosedException.class);
        },
        (tasks, stream) -> {
          BoxControl control = new BoxControl(tasks, stream);
          control.greet(Greeting.say("box", Set.of("update"), tasks));
          ToBox unknown = control.next().orElseThrow();
          assertThat(unknown.getWhatCase()).isEqualTo(ToBox.WhatCase.WHAT_NOT_SET);
          control.fail(unknown.getRequest(), Failure.Code.BAD_REQUEST, "not known here");
          ToBox known = control.next().orElseThrow();
          control.answer(known.getRequest(), stored(known.getSettle().getNumber()));
          assertThat(control.next()).isEmpty();
          stream.close();
        });
  }

  @Test
  void a_greeting_that_is_none_ends_the_session() {
    meet(
        (tasks, stream) -> Frames.write(stream.output(), settle(1).setRequest(1).build()),
        (tasks, stream) ->
            assertThatThrownBy(() -> new BoxControl(tasks, stream).greet(hello(1, 1)))
                .isInstanceOf(ProtocolViolationException.class));
    Hello.Builder many = hello(1, 1).toBuilder();
    for (int i = 0; i <= Greeting.FEATURES_MAX; i++) many.addFeatures("f" + i);
    assertThatThrownBy(() -> Greeting.agree(hello(1, 1), many.build(), "home"))
        .isInstanceOf(ProtocolViolationException.class)
        .hasMessageContaining("65 features");
  }
}
