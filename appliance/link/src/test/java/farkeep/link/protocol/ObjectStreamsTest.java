package farkeep.link.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.link.simulated.SimulatedPair;
import farkeep.objects.Bytes32;
import farkeep.objects.Limits;
import farkeep.objects.ObjectId;
import farkeep.objects.port.Randomness;
import farkeep.objects.port.Tasks;
import farkeep.testkit.SeededRandomness;
import farkeep.testkit.tasks.SimulatedTasks;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ObjectStreamsTest {
  private static final ObjectId ID = new ObjectId(new Bytes32(1, 2, 3, 4));

  /// What one end of an object stream does.
  @FunctionalInterface
  private interface End {
    void run(LinkStream stream) throws Exception;
  }

  private static void meet(End home, End box) {
    for (long seed = 0; seed < 5; seed++) {
      SimulatedTasks tasks = new SimulatedTasks(seed);
      tasks.run(() -> meet(tasks, home, box));
    }
  }

  private static void meet(SimulatedTasks tasks, End home, End box) throws Exception {
    SimulatedPair pair = new SimulatedPair(tasks);
    Tasks.Task there = tasks.start("box", () -> box.run(pair.listener().accept().accept()));
    try (Link link = pair.dial()) {
      home.run(link.open());
      there.join();
    }
  }

  @Test
  void objects_arrive_with_their_numbers_and_the_list_ends() {
    Randomness randomness = new SeededRandomness(1);
    List<byte[]> sent = new ArrayList<>();
    for (int bytes : new int[] {1, 100, 70_000, 1, Limits.OBJECT_BYTES_MAX}) {
      sent.add(randomness.bytes(bytes));
    }
    meet(
        stream -> {
          try (PutWriter writer = new PutWriter(stream)) {
            for (int i = 0; i < sent.size(); i++) writer.put(i + 1, sent.get(i));
          }
        },
        stream -> {
          assertThat(Opening.read(stream)).isEqualTo(new Opening.Put());
          PutReader reader = new PutReader(stream);
          for (int i = 0; i < sent.size(); i++) {
            assertThat(reader.next()).contains(new PutReader.Announced(i + 1, sent.get(i).length));
            assertThat(reader.stored()).isEqualTo(sent.get(i));
          }
          assertThat(reader.next()).isEmpty();
        });
  }

  @Test
  void numbers_and_lengths_out_of_bounds_are_refused_before_anything_is_allocated() {
    long[][] wrong = {
      {0, 5}, {-1, 5}, {1, 0}, {1, -1}, {1, Limits.OBJECT_BYTES_MAX + 1L}, {1, Integer.MAX_VALUE}
    };
    for (long[] record : wrong) {
      meet(
          stream -> {
            ByteBuffer header = ByteBuffer.allocate(PutWriter.RECORD_HEADER_BYTES);
            stream.output().write(header.putLong(record[0]).putInt((int) record[1]).array());
          },
          stream ->
              assertThatThrownBy(() -> new PutReader(stream).next())
                  .isInstanceOf(ProtocolViolationException.class));
    }
  }

  @Test
  void an_object_that_is_cut_off_is_no_object() {
    meet(
        stream -> {
          ByteBuffer header = ByteBuffer.allocate(PutWriter.RECORD_HEADER_BYTES);
          stream.output().write(header.putLong(1).putInt(100).array());
          stream.output().write(new byte[99]);
          stream.output().close();
        },
        stream -> {
          PutReader reader = new PutReader(stream);
          assertThat(reader.next()).isPresent();
          assertThatThrownBy(reader::stored)
              .isInstanceOf(ProtocolViolationException.class)
              .hasMessageContaining("99 B into a part of 100 B");
        });
  }

  @Test
  void what_a_writer_may_not_send_is_not_sent() {
    meet(
        stream -> {
          PutWriter writer = new PutWriter(stream);
          assertThatThrownBy(() -> writer.put(1, new byte[0]))
              .isInstanceOf(IllegalArgumentException.class);
          assertThatThrownBy(() -> writer.put(1, new byte[Limits.OBJECT_BYTES_MAX + 1]))
              .isInstanceOf(IllegalArgumentException.class);
          writer.close();
        },
        stream -> {
          Opening.read(stream);
          assertThat(new PutReader(stream).next()).isEmpty();
        });
  }

  @Test
  void every_answer_arrives_and_the_list_says_where_it_ends() {
    byte[] stored = new SeededRandomness(2).bytes(100_000);
    meet(
        stream -> {
          var reader = new AnswerReader(stream, new Opening.Get(List.of(ID, ID, ID)));
          var found = (ObjectAnswer.Found) reader.next().orElseThrow();
          assertThat(found.id()).isEqualTo(ID);
          assertThat(found.stored()).isEqualTo(stored);
          assertThat(reader.next()).contains(new ObjectAnswer.Absent(ID));
          assertThat(reader.next()).contains(new ObjectAnswer.Damaged(ID));
          assertThat(reader.next()).isEmpty();
          assertThat(reader.next()).isEmpty();
        },
        stream -> {
          assertThat(Opening.read(stream)).isEqualTo(new Opening.Get(List.of(ID, ID, ID)));
          AnswerWriter writer = new AnswerWriter(stream);
          writer.write(new ObjectAnswer.Found(ID, stored));
          writer.write(new ObjectAnswer.Absent(ID));
          writer.write(new ObjectAnswer.Damaged(ID));
          writer.end();
        });
  }

  @Test
  void answers_without_an_end_are_cut_off() {
    meet(
        stream -> {
          var reader = new AnswerReader(stream, new Opening.Nodes(ID, List.of()));
          assertThat(reader.next()).contains(new ObjectAnswer.Absent(ID));
          assertThatThrownBy(reader::next)
              .isInstanceOf(ProtocolViolationException.class)
              .hasMessageContaining("cut off");
        },
        stream -> {
          assertThat(Opening.read(stream)).isEqualTo(new Opening.Nodes(ID, List.of()));
          new AnswerWriter(stream).write(new ObjectAnswer.Absent(ID));
          stream.output().close();
        });
  }

  @Test
  void an_answer_of_an_unknown_kind_or_too_long_is_refused() {
    int[][] wrong = {{4, 0}, {255, 0}, {1, 1}, {0, Limits.OBJECT_BYTES_MAX + 1}, {0, -1}};
    for (int[] answer : wrong) {
      meet(
          stream -> {
            var reader = new AnswerReader(stream, new Opening.Get(List.of(ID)));
            assertThatThrownBy(reader::next).isInstanceOf(ProtocolViolationException.class);
          },
          stream -> {
            ByteBuffer header = ByteBuffer.allocate(37).put((byte) answer[0]);
            ID.value().write(header);
            stream.output().write(header.putInt(answer[1]).array());
          });
    }
  }

  @Test
  void what_a_box_says_of_an_update_is_bounded_by_the_update() {
    var update = new Opening.Update(100, ID.value());
    for (long held : List.of(-1L, 101L)) {
      meet(
          stream -> {
            update.write(stream);
            assertThatThrownBy(() -> UpdateTalk.await(stream, 100))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("of 100 B");
          },
          stream -> {
            assertThat(Opening.read(stream)).isEqualTo(update);
            UpdateTalk.answer(stream, new UpdateTalk.Held(held));
          });
    }
    meet(
        stream -> {
          update.write(stream);
          assertThat(UpdateTalk.await(stream, 100)).isEqualTo(new UpdateTalk.Held(100));
          assertThat(UpdateTalk.await(stream, 100)).isEqualTo(new UpdateTalk.Refused("no?room"));
        },
        stream -> {
          assertThat(Opening.read(stream)).isEqualTo(update);
          UpdateTalk.answer(stream, new UpdateTalk.Held(100));
          UpdateTalk.answer(stream, new UpdateTalk.Refused("no\u0007room"));
        });
  }

  @Test
  void openings_keep_their_bounds() {
    List<ObjectId> most = Collections.nCopies(Opening.GET_IDS_MAX, ID);
    List<ObjectId> tooMany = Collections.nCopies(Opening.GET_IDS_MAX + 1, ID);
    List<ObjectId> known = Collections.nCopies(Opening.KNOWN_ROOTS_MAX + 1, ID);
    meet(
        stream -> {
          assertThatThrownBy(() -> new Opening.Get(tooMany).write(stream))
              .isInstanceOf(IllegalArgumentException.class);
          assertThatThrownBy(() -> new Opening.Nodes(ID, known).write(stream))
              .isInstanceOf(IllegalArgumentException.class);
          new Opening.Get(most).write(stream);
        },
        stream -> assertThat(Opening.read(stream)).isEqualTo(new Opening.Get(most)));
    refuses(
        StreamOpening.newBuilder()
            .setGet(GetStream.newBuilder().addAllIds(WireIds.of(tooMany)))
            .build());
    refuses(
        StreamOpening.newBuilder()
            .setNodes(
                NodesStream.newBuilder()
                    .setRoot(WireIds.of(ID.value()))
                    .addAllKnown(WireIds.of(known)))
            .build());
    refuses(StreamOpening.newBuilder().setNodes(NodesStream.getDefaultInstance()).build());
    for (long bytes : List.of(0L, -1L, UpdateTalk.BYTES_MAX + 1)) {
      refuses(
          StreamOpening.newBuilder()
              .setUpdate(
                  UpdateStream.newBuilder().setBytes(bytes).setSha256(WireIds.of(ID.value())))
              .build());
    }
    refuses(StreamOpening.newBuilder().setUpdate(UpdateStream.newBuilder().setBytes(1)).build());
    refuses(StreamOpening.getDefaultInstance());
  }

  private static void refuses(StreamOpening opening) {
    meet(
        stream -> Frames.write(stream.output(), opening),
        stream ->
            assertThatThrownBy(() -> Opening.read(stream))
                .isInstanceOf(ProtocolViolationException.class));
  }
}
