package farkeep.home.replicate;

import farkeep.objects.ObjectId;
import java.io.IOException;
import java.util.List;

/// Reads objects back from a box, or from a copy of its disk, each checked against its id. Safe for
/// many threads.
public interface ObjectReader {
  /// Who is given what was read.
  @FunctionalInterface
  interface Receiver {
    /// @param stored the whole object, whose SHA-256 is `id`
    void take(ObjectId id, byte[] stored) throws IOException, InterruptedException;
  }

  /// Reads objects, in the order asked.
  ///
  /// @param ids no duplicates, at most [Opening#GET_IDS_MAX]
  /// @throws ObjectLostException some of them are not there, or only damaged; the others were
  ///   received
  /// @throws IOException they can't be read, or the receiver failed
  void get(List<ObjectId> ids, Receiver receiver) throws IOException, InterruptedException;

  /// As [#get], but hands over what came under an id without hashing it: for receivers who compare
  /// the opened content itself with its content tag.
  default void content(List<ObjectId> ids, Receiver receiver)
      throws IOException, InterruptedException {
    get(ids, receiver);
  }

  /// Reads the tree nodes below a root, parents before children, without those that are below one
  /// of `known`.
  ///
  /// @param known at most [Opening#KNOWN_ROOTS_MAX]
  /// @throws ObjectLostException some of them are not there, or only damaged
  void nodes(ObjectId root, List<ObjectId> known, Receiver receiver)
      throws IOException, InterruptedException;
}
