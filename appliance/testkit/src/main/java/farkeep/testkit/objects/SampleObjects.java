package farkeep.testkit.objects;

import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/// Objects that look like sealed ones to whoever has no key: a good header, and noise behind it.
public final class SampleObjects {
  private final SplittableRandom random;

  /// @param seed the same seed gives the same objects
  public SampleObjects(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// An object and its id.
  public record Sample(ObjectId id, byte[] stored) {}

  /// A chunk.
  ///
  /// @param payloadBytes bytes behind header and tag
  public Sample chunk(int payloadBytes) {
    return sample(
        new ObjectHeader(1, ObjectKind.CHUNK, 0, 7, new byte[0], List.of()), payloadBytes);
  }

  /// A node with children.
  ///
  /// @param payloadBytes bytes behind header and tag
  public Sample node(Collection<ObjectId> children, int payloadBytes) {
    return sample(
        new ObjectHeader(
            1, ObjectKind.PATH_NODE, 1, 7, new byte[0], List.copyOf(new TreeSet<>(children))),
        payloadBytes);
  }

  private Sample sample(ObjectHeader header, int payloadBytes) {
    byte[] noise = new byte[ObjectHeader.TAG_BYTES + payloadBytes];
    random.nextBytes(noise);
    byte[] stored =
        ByteBuffer.allocate(header.bytes() + noise.length).put(header.encode()).put(noise).array();
    return new Sample(ObjectId.ofStored(stored), stored);
  }
}
