package farkeep.link.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.CannedLink;
import farkeep.fuzz.CannedStream;
import farkeep.fuzz.GoldenVault;
import farkeep.fuzz.Seeds;
import farkeep.link.auth.AuthenticationException;
import farkeep.link.auth.Authenticator;
import farkeep.link.auth.Role;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.LinkClosedException;
import farkeep.link.pairing.BoxOffer;
import farkeep.link.pairing.GuessLedger;
import farkeep.link.pairing.HomeOffer;
import farkeep.link.pairing.PairingBox;
import farkeep.link.pairing.PairingFailedException;
import farkeep.link.pairing.PairingWindow;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.testkit.SeededRandomness;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a peer says: before it is known who it is, and afterwards.
class ProtocolFuzzTest {
  private static final SigningKey SELF = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);

  /// Writes what a peer would say.
  private interface Saying {
    void to(ByteArrayOutputStream out) throws IOException;
  }

  private static Arguments said(String name, Saying saying) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      saying.to(out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return Seeds.seed(name, out.toByteArray());
  }

  static Stream<Arguments> toHome() {
    Hello hello = Greeting.say("a box", Set.of("one"), new SimulatedTasks(1));
    ByteString id = ByteString.copyFrom(new byte[32]);
    return Stream.of(
        said(
            "session",
            out -> {
              Frames.write(out, ToHome.newBuilder().setHello(hello).build());
              Frames.write(
                  out,
                  ToHome.newBuilder()
                      .setMissing(Missing.newBuilder().setNumber(3).addChildren(id))
                      .build());
              Frames.write(
                  out,
                  ToHome.newBuilder()
                      .setRequest(1)
                      .setMoved(Moved.newBuilder().setEntry(id))
                      .build());
            }));
  }

  @MethodSource("toHome")
  @FuzzTest
  void a_home_hears_any_words_or_ends_the_session(byte[] said) {
    SimulatedTasks tasks = new SimulatedTasks(1);
    Bounds.hold(
        () -> {
          HomeControl control = new HomeControl(tasks, new CannedStream(said));
          control.greet(Greeting.say("a home", Set.of("one", "two"), tasks));
          control.listen(message ->
              WireIds.objectIds("MISSING", message.getMissing().getChildrenList(), 1_000));
        },
        ProtocolViolationException.class,
        IncompatibleVersionException.class,
        LinkClosedException.class);
  }

  static Stream<Arguments> toBox() {
    Hello hello = Greeting.say("a home", Set.of("one"), new SimulatedTasks(1));
    return Stream.of(
        said(
            "session",
            out -> {
              Frames.write(out, ToBox.newBuilder().setHello(hello).build());
              Frames.write(
                  out,
                  ToBox.newBuilder()
                      .setRequest(1)
                      .setSettle(Settle.newBuilder().setNumber(4))
                      .build());
            }));
  }

  @MethodSource("toBox")
  @FuzzTest
  void a_box_hears_any_requests_or_ends_the_session(byte[] said) {
    SimulatedTasks tasks = new SimulatedTasks(1);
    Bounds.hold(
        () -> {
          BoxControl control = new BoxControl(tasks, new CannedStream(said));
          control.greet(Greeting.say("a box", Set.of("one", "two"), tasks));
          for (Optional<ToBox> next = control.next(); next.isPresent(); next = control.next()) {
            WireIds.objectIds("LACKS", next.get().getLacks().getIdsList(), 1_800);
            if (next.get().hasSettle())
              control.answer(next.get().getRequest(), ToHome.newBuilder());
          }
        },
        ProtocolViolationException.class,
        IncompatibleVersionException.class,
        LinkClosedException.class);
  }

  static Stream<Arguments> answers() {
    byte[] found = new byte[1 + 32 + 4 + 5];
    found[36] = 5;
    return Stream.of(
        said(
            "answers",
            out -> {
              out.writeBytes(found);
              out.write(1);
              out.writeBytes(new byte[36]);
              out.write(3);
            }));
  }

  @MethodSource("answers")
  @FuzzTest
  void answers_are_read_to_their_end_or_refused(byte[] said) {
    Bounds.hold(
        () -> {
          Opening.Get wanted = new Opening.Get(List.of());
          AnswerReader reader = new AnswerReader(new CannedStream(said), wanted);
          while (reader.next().isPresent()) {
            // only read
          }
        },
        ProtocolViolationException.class);
  }

  static Stream<Arguments> openings() {
    byte[] object = {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 3, 'a', 'b', 'c'};
    ByteString id = ByteString.copyFrom(new byte[32]);
    return Stream.of(
        said(
            "put",
            out -> {
              Frames.write(out, StreamOpening.newBuilder().setPut(PutStream.newBuilder()).build());
              out.writeBytes(object);
            }),
        said(
            "nodes",
            out ->
                Frames.write(
                    out,
                    StreamOpening.newBuilder()
                        .setNodes(NodesStream.newBuilder().setRoot(id).addKnown(id))
                        .build())));
  }

  @MethodSource("openings")
  @FuzzTest
  void a_stream_is_opened_and_its_objects_are_read_or_refused(byte[] said) {
    Bounds.hold(
        () -> {
          CannedStream stream = new CannedStream(said);
          if (!(Opening.read(stream) instanceof Opening.Put)) return;
          PutReader reader = new PutReader(stream);
          while (reader.next().isPresent()) reader.stored();
        },
        ProtocolViolationException.class);
  }

  static Stream<Arguments> logins() {
    byte[] hello = new byte[66];
    hello[0] = 1;
    hello[1] = 1;
    return Stream.of(
        said(
            "login",
            out -> {
              Frames.writeBytes(out, hello);
              Frames.writeBytes(out, new byte[64]);
              Frames.writeBytes(out, new byte[] {1});
            }));
  }

  @MethodSource("logins")
  @FuzzTest
  void nobody_gets_in_by_chance(byte[] said) {
    SimulatedTasks tasks = new SimulatedTasks(1);
    tasks.run(() -> {
      CannedLink link = new CannedLink(tasks, List.of(new CannedStream(said)));
      Authenticator box =
          new Authenticator(tasks, new SeededRandomness(3), SELF, Role.BOX, _ -> true);
      Bounds.hold(
          () -> {
            box.run(link);
            throw new AssertionError("somebody got in");
          },
          AuthenticationException.class,
          ProtocolViolationException.class);
      Bounds.require(!link.isOpen(), "the link was left open");
    });
  }

  static Stream<Arguments> pairings() {
    byte[] hello = new byte[33];
    hello[0] = 1;
    return Stream.of(
        said(
            "pairing",
            out -> {
              Frames.writeBytes(out, hello);
              Frames.writeBytes(out, new byte[1_600]);
            }));
  }

  @MethodSource("pairings")
  @FuzzTest
  void nobody_is_paired_by_chance(byte[] said) {
    SimulatedTasks tasks = new SimulatedTasks(1);
    tasks.run(() -> {
      CannedLink link = new CannedLink(tasks, Carrier.PAIRING, List.of(new CannedStream(said)));
      SeededRandomness randomness = new SeededRandomness(3);
      PairingWindow window = new PairingWindow(tasks, tasks, randomness, new Guesses());
      Bounds.hold(
          () -> {
            new PairingBox(tasks, randomness, SELF).run(link, window, new NoHost());
            throw new AssertionError("somebody was paired");
          },
          PairingFailedException.class);
      Bounds.require(!link.isOpen(), "the link was left open");
    });
  }

  private static final class Guesses implements GuessLedger {
    @Override
    public int left() {
      return 3;
    }

    @Override
    public boolean take() {
      return true;
    }

    @Override
    public void refill() {}
  }

  private static final class NoHost implements PairingBox.Host {
    @Override
    public BoxOffer introduce(VaultId vault, PeerId device) {
      throw new AssertionError("a stranger to " + GoldenVault.id() + " was told who this is");
    }

    @Override
    public void keep(HomeOffer home, byte[] boxEntry) {
      throw new AssertionError("a stranger's log was kept");
    }
  }
}
