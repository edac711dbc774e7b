package farkeep.simulation;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import farkeep.link.protocol.Behind;
import farkeep.link.protocol.Failure;
import farkeep.link.protocol.LacksAnswer;
import farkeep.link.protocol.Moved;
import farkeep.link.protocol.Opened;
import farkeep.link.protocol.Stored;
import farkeep.link.protocol.ToHome;
import farkeep.objects.Bytes32;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// What a box says that has turned against its owner: that it has what it has not, that a head
/// stands where it stood long ago, that all is durable; altered objects; nothing at all.
final class Lies {
  /// Writes before the first word behind AUTH: hello, signature, verdict.
  private static final int AUTH_WRITES = 3;

  private static final int ANSWER_HEADER_BYTES = 1 + Bytes32.BYTES + Integer.BYTES;
  private static final byte ABSENT = 1;
  private static final byte[] NOTHING = {};

  private final SplittableRandom chance;
  private final int oneOf;
  private final List<ByteString> oldHeads = new ArrayList<>();

  /// @param oneOf one word of so many is a lie
  Lies(long seed, int oneOf) {
    this.chance = new SplittableRandom(seed);
    this.oneOf = oneOf;
  }

  /// What is written in place of what the box writes, piece by piece.
  interface Said {
    byte[] instead(byte[] written);
  }

  private boolean now() {
    return chance.nextInt(oneOf) == 0;
  }

  /// On the control stream: each write is a frame.
  Said words() {
    int[] written = {0};
    return frame -> written[0]++ < AUTH_WRITES ? frame : word(frame);
  }

  private byte[] word(byte[] frame) {
    ToHome word;
    try {
      word = ToHome.parseFrom(Arrays.copyOfRange(frame, Integer.BYTES, frame.length));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the box wrote no whole frame", e);
    }
    remember(word);
    if (!now()) return frame;
    byte[] body = lie(word).toByteArray();
    return ByteBuffer.allocate(Integer.BYTES + body.length).putInt(body.length).put(body).array();
  }

  private void remember(ToHome word) {
    if (word.hasOpened()) oldHeads.addAll(word.getOpened().getHeadsList());
    if (word.hasHeadMoved()) oldHeads.add(word.getHeadMoved().getHead());
  }

  private ToHome lie(ToHome word) {
    ToHome.Builder lie = word.toBuilder();
    return switch (word.getWhatCase()) {
      case LACKS -> lie.setLacks(LacksAnswer.getDefaultInstance()).build();
      case STORED -> lie.setStored(Stored.newBuilder().setNumber(1 << 20)).build();
      case OPENED -> lie.setOpened(rewound(word.getOpened())).build();
      case MOVED, BEHIND -> lie.setBehind(Behind.newBuilder().setHead(oldHead())).build();
      case FAILURE ->
          lie.setMoved(Moved.newBuilder().setEntry(ByteString.copyFrom(noise(32)))).build();
      case VAULT_LOG ->
          lie.setFailure(Failure.newBuilder().setCode(Failure.Code.BOX_TROUBLE)).build();
      case HELLO,
          MISSING,
          FULL,
          REFUSED,
          HEAD_MOVED,
          HEAD_LOG,
          HEALTH,
          LOG_APPENDED,
          BOX_INTRODUCTION,
          ALLOWANCE,
          WHAT_NOT_SET ->
          word;
    };
  }

  private Opened rewound(Opened opened) {
    Opened.Builder lie = opened.toBuilder().clearHeads();
    return (chance.nextBoolean() ? lie : lie.addHeads(oldHead())).build();
  }

  private ByteString oldHead() {
    if (oldHeads.isEmpty() || chance.nextInt(4) == 0) return ByteString.copyFrom(noise(40));
    return oldHeads.get(chance.nextInt(oldHeads.size()));
  }

  private byte[] noise(int bytes) {
    byte[] noise = new byte[bytes];
    chance.nextBytes(noise);
    return noise;
  }

  /// On a stream of answers: a write is a head, or the object behind it.
  Said answers() {
    boolean[] withheld = {false};
    return written -> {
      if (withheld[0]) {
        withheld[0] = false;
        return NOTHING;
      }
      if (written.length < ANSWER_HEADER_BYTES || !now()) return written;
      if (written.length > ANSWER_HEADER_BYTES) return altered(written);
      withheld[0] = written[0] == 0;
      return ByteBuffer.wrap(written.clone()).put(0, ABSENT).putInt(1 + Bytes32.BYTES, 0).array();
    };
  }

  private byte[] altered(byte[] object) {
    byte[] altered = object.clone();
    altered[chance.nextInt(altered.length)] ^= (byte) (1 << chance.nextInt(8));
    return altered;
  }
}
