package farkeep.home.replicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import farkeep.link.carrier.LinkStream;
import farkeep.link.protocol.Allowance;
import farkeep.link.protocol.Failure;
import farkeep.link.protocol.HeadLogPart;
import farkeep.link.protocol.HeadMoved;
import farkeep.link.protocol.Health;
import farkeep.link.protocol.Hello;
import farkeep.link.protocol.LacksAnswer;
import farkeep.link.protocol.Opened;
import farkeep.link.protocol.Stored;
import farkeep.link.protocol.ToHome;
import farkeep.link.protocol.VaultLogPart;
import farkeep.link.protocol.WireIds;
import farkeep.objects.Bytes32;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.SigningKey;
import farkeep.objects.log.HeadMove;
import farkeep.objects.port.Mailbox;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.proof.Heap;
import farkeep.testkit.proof.Proof;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a box that is not what it should be does to a home: each ends with words for the owner, in
/// time, and takes no memory.
@Tag("proof")
@Timeout(3 * 3600)
class HostileBoxTest {
  private static final ObjectId ASKED = id(1);
  private static final SigningKey KEY = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
  private static final int AT_ONCE = 14;
  private static final Duration WAIT_MAX = Duration.ofMinutes(30);
  private static final long GROWTH_BYTES_MAX = 32L << 20;

  /// What a home wants of the box.
  private interface Wish {
    void run(BoxClient client) throws Exception;
  }

  /// @param reason what the owner is told
  private record Script(String name, HostileBox.Deed deed, Wish wish, String reason) {}

  private static ObjectId id(long number) {
    return new ObjectId(new Bytes32(number, 0, 0, 0));
  }

  private static final Wish HEAD = client -> client.head(FolderTag.of(new byte[FolderTag.BYTES]));
  private static final Wish LACKS = client -> client.lacks(List.of(ASKED));
  private static final Wish GET = client -> client.reader().get(List.of(ASKED), (_, _) -> {});
  private static final Wish PUT =
      client -> {
        client.put(new Flight(ASKED, new byte[100], () -> {}));
        client.settle();
      };

  private static List<Script> scripts() {
    List<Script> all = new ArrayList<>(beginnings());
    all.addAll(answers());
    all.addAll(objects());
    all.addAll(logs());
    return all;
  }

  private static List<Script> beginnings() {
    return List.of(
        new Script("leaves after AUTH", _ -> {}, HEAD, "closed by the peer"),
        new Script(
            "says nothing to HELLO",
            HostileBox.Session::untilTheEnd,
            HEAD,
            "no box could be reached"),
        new Script("speaks another language", s -> raw(s, -1), HEAD, "a frame of 4294967295 B"),
        new Script(
            "is of another age",
            s -> {
              s.hear();
              s.say(
                  ToHome.newBuilder().setHello(Hello.newBuilder().setVersion(9).setVersionMin(9)));
              s.untilTheEnd();
            },
            HEAD,
            "update this side"),
        new Script(
            "answers OPEN with something else",
            s -> {
              s.greet();
              s.answer(s.hear(), ToHome.newBuilder().setLacks(LacksAnswer.getDefaultInstance()));
              s.untilTheEnd();
            },
            HEAD,
            "answered OPEN with LACKS"),
        new Script(
            "is paused for ever",
            s -> {
              s.greet();
              s.say(
                  ToHome.newBuilder()
                      .setAllowance(Allowance.newBuilder().setPausedUntilMillis(Long.MAX_VALUE)));
              s.answer(s.hear(), ToHome.newBuilder().setOpened(Opened.getDefaultInstance()));
              s.untilTheEnd();
            },
            PUT,
            "paused by its host until +292278994"),
        new Script(
            "bounds a home beyond all bounds",
            s -> {
              s.greet();
              s.say(ToHome.newBuilder().setAllowance(Allowance.newBuilder().setBytesPerSecond(-1)));
              s.untilTheEnd();
            },
            HEAD,
            "beyond all bounds"),
        new Script(
            "names a head that is none", s -> s.open(new byte[9]), HEAD, "head that is none"),
        new Script(
            "refuses in escape sequences",
            s -> {
              s.greet();
              Failure.Builder no = Failure.newBuilder().setCode(Failure.Code.BAD_REQUEST);
              s.answer(s.hear(), ToHome.newBuilder().setFailure(no.setReason("\u001b[2J")));
              s.untilTheEnd();
            },
            HEAD,
            "refused: ?[2J"));
  }

  private static void raw(HostileBox.Session session, int length) throws Exception {
    session.hear();
    session.control().output().write(ByteBuffer.allocate(4).putInt(length).array());
    session.untilTheEnd();
  }

  private static List<Script> answers() {
    return List.of(
        asked(
            "answers something else",
            LACKS,
            "answered LACKS with STORED",
            s -> s.answer(s.hear(), stored(0))),
        asked(
            "lacks what it was not asked about",
            LACKS,
            "not asked about",
            s -> s.answer(s.hear(), lacks(id(7)))),
        asked(
            "lacks more than it was asked about",
            LACKS,
            "LACKS: 2 ids",
            s -> s.answer(s.hear(), lacks(ASKED, id(7)))),
        asked(
            "answers a request twice",
            LACKS,
            "",
            s -> {
              var request = s.hear();
              s.answer(request, lacks());
              s.answer(request, lacks());
            }),
        asked(
            "answers a request that is not open",
            LACKS,
            "which is not open",
            s -> s.say(lacks().setRequest(77))),
        asked(
            "never answers", LACKS, "without an answer for 300 s", HostileBox.Session::untilTheEnd),
        asked(
            "says how it is and never answers",
            LACKS,
            "without an answer for 300 s",
            s -> {
              while (s.link().isOpen()) {
                s.say(ToHome.newBuilder().setHealth(Health.getDefaultInstance()));
                s.tasks().sleep(Duration.ofMillis(100));
              }
            }),
        asked(
            "has stored what was never sent",
            PUT,
            "that it stored number 99",
            s -> s.say(stored(99))),
        asked(
            "settles nothing",
            PUT,
            "the box stored up to 0",
            s -> {
              var request = s.hear();
              if (request.hasLacks()) {
                s.answer(request, lacks(ASKED));
                request = s.hear();
              }
              s.answer(request, stored(0));
            }),
        asked(
            "names heads without end",
            LACKS,
            "more than 4096 folders",
            s -> {
              for (long folder = 0; s.link().isOpen(); folder++) s.say(head(folder));
            }));
  }

  /// A box that opens the vault as it should, and then does this.
  private static Script asked(String name, Wish wish, String reason, HostileBox.Deed deed) {
    return new Script(
        name,
        session -> {
          deed.run(session.open());
          session.untilTheEnd();
        },
        wish,
        reason);
  }

  private static ToHome.Builder stored(long number) {
    return ToHome.newBuilder().setStored(Stored.newBuilder().setNumber(number));
  }

  private static ToHome.Builder lacks(ObjectId... ids) {
    return ToHome.newBuilder()
        .setLacks(LacksAnswer.newBuilder().addAllIds(WireIds.of(List.of(ids))));
  }

  private static ToHome.Builder head(long folder) {
    return ToHome.newBuilder()
        .setHeadMoved(HeadMoved.newBuilder().setHead(ByteString.copyFrom(move(folder).encode())));
  }

  private static HeadMove move(long folder) {
    byte[] tag = new byte[FolderTag.BYTES];
    ByteBuffer.wrap(tag).putLong(folder);
    var target = new HeadMove.Target(FolderTag.of(tag), KEY.id());
    return new HeadMove(
        target, 1, Optional.empty(), ASKED, KEY.id(), farkeep.objects.log.Opaque.of(new byte[64]));
  }

  private static List<Script> objects() {
    return List.of(
        read("gives nothing", "without an answer", out -> out.write(3)),
        read("gives something else", "not the next asked for", out -> out.write(absent(id(9)))),
        read(
            "gives answers without end",
            "not the next asked for",
            out -> {
              while (true) out.write(absent(ASKED));
            }),
        read(
            "gives an object of 2 GiB", "2147483647 B", out -> out.write(found(Integer.MAX_VALUE))),
        read("gives an object of 4 GiB", "4294967295 B", out -> out.write(found(-1))),
        read(
            "gives another object under its id",
            "no longer whole",
            out -> {
              out.write(found(3));
              out.write(new byte[] {1, 2, 3, 3});
            }),
        read(
            "gives half an object",
            "the stream ended",
            out -> {
              out.write(found(100));
              out.write(1);
            }),
        read(
            "gives an answer of no kind",
            "kind 9",
            out -> {
              byte[] answer = absent(ASKED);
              answer[0] = 9;
              out.write(answer);
            }));
  }

  private interface Writing {
    void write(java.io.OutputStream out) throws IOException;
  }

  private static Script read(String name, String reason, Writing writing) {
    return new Script(
        name,
        session -> {
          session.open();
          while (session.link().isOpen()) {
            try (LinkStream stream = session.stream()) {
              writing.write(stream.output());
            } catch (farkeep.link.carrier.LinkClosedException e) {
              // the home has had enough of it
            }
          }
        },
        GET,
        reason);
  }

  private static byte[] absent(ObjectId id) {
    return answer(1, id, 0);
  }

  private static byte[] found(int bytes) {
    return answer(0, ASKED, bytes);
  }

  private static byte[] answer(int kind, ObjectId id, int bytes) {
    ByteBuffer answer = ByteBuffer.allocate(1 + Bytes32.BYTES + Integer.BYTES).put((byte) kind);
    return answer.put(id.value().bytes()).putInt(bytes).array();
  }

  private static List<Script> logs() {
    Wish vaultLog = client -> client.logs().readVaultLog(0);
    Wish headLog = client -> client.logs().readHeadLog(_ -> {});
    return List.of(
        asked(
            "has a vault log of noise",
            vaultLog,
            "a log entry that is none",
            s -> s.answer(s.hear(), vaultLog(new byte[9]))),
        asked(
            "has a head log without end",
            headLog,
            "has move 1 of folder",
            s -> {
              HeadLogPart.Builder part = HeadLogPart.newBuilder().setMore(true);
              for (int i = 0; i < 280; i++) part.addEntries(ByteString.copyFrom(move(i).encode()));
              while (s.link().isOpen()) s.answer(s.hear(), ToHome.newBuilder().setHeadLog(part));
            }),
        asked(
            "has a head log of folders without end",
            headLog,
            "more than 65536 folders",
            s -> {
              for (long i = 0; s.link().isOpen(); i += 280) {
                HeadLogPart.Builder part = HeadLogPart.newBuilder().setMore(true);
                for (long j = i; j < i + 280; j++) {
                  part.addEntries(ByteString.copyFrom(move(j).encode()));
                }
                s.answer(s.hear(), ToHome.newBuilder().setHeadLog(part));
              }
            }));
  }

  private static ToHome.Builder vaultLog(byte[] entry) {
    return ToHome.newBuilder()
        .setVaultLog(VaultLogPart.newBuilder().addEntries(ByteString.copyFrom(entry)));
  }

  @Test
  void whatever_a_box_does_its_owner_is_told_and_the_home_goes_on() throws Exception {
    try (Proof proof = Proof.of("hostile boxes", "scripts", 1)) {
      while (proof.next()) {
        warmUp();
        long before = Heap.usedBytes();
        runTogether(scripts());
        assertThat(Heap.grownBytes(before, GROWTH_BYTES_MAX))
            .as("growth of the heap")
            .isLessThan(GROWTH_BYTES_MAX);
        proof.count(scripts().size());
      }
      proof.passed();
    }
  }

  /// Loads what the first of all sessions takes its time for; no script waits that long.
  private static void warmUp() throws Exception {
    try (HostileBox box = new HostileBox(session -> session.open().untilTheEnd());
        BoxClient client = box.client(Duration.ofHours(2))) {
      HEAD.run(client);
    }
  }

  private static void runTogether(List<Script> scripts) throws Exception {
    SystemTasks tasks = new SystemTasks();
    Mailbox<Script> waiting = new Mailbox<>(tasks, scripts.size());
    for (Script script : scripts) waiting.put(script);
    waiting.close();
    try (TaskGroup group = new TaskGroup(tasks)) {
      for (int i = 0; i < AT_ONCE; i++) {
        group.start(
            "home",
            () -> {
              for (var next = waiting.take(); next.isPresent(); next = waiting.take()) {
                run(next.get());
              }
            });
      }
      group.join();
    }
  }

  private static void run(Script script) throws Exception {
    try (HostileBox box = new HostileBox(script.deed);
        BoxClient client = box.client(WAIT_MAX)) {
      if (script.reason.isEmpty()) {
        script.wish.run(client);
      } else {
        assertThatThrownBy(() -> script.wish.run(client))
            .as(script.name)
            .isInstanceOf(IOException.class)
            .hasMessageContaining(script.reason);
      }
    }
  }
}
