package farkeep.store;

import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Where one vault's sealed objects are kept. Write-once: an object never changes, and only the
/// sweep removes it. Every implementation passes `ObjectStoreContract`. Safe for many threads.
public interface ObjectStore {
  /// Those of `ids` that are not admitted (or are damaged), in the order given.
  ///
  /// @throws IOException the device failed
  List<ObjectId> lacks(Collection<ObjectId> ids) throws IOException;

  /// Checks length, id, header and closure, and appends the object. It is durable once [#force] was
  /// called with the watermark it got.
  ///
  /// @param id what the sender says it is
  /// @param stored header, tag and ciphertext as in `docs/format.md`; not held after return
  /// @throws IOException the device failed; the object is wholly there or wholly absent
  /// @throws InterruptedException the task was cancelled while it waited for a new pack; the object
  ///   is absent
  Admission admit(ObjectId id, byte[] stored) throws IOException, InterruptedException;

  /// As [#admit(ObjectId, byte[])], for a caller who has hashed and parsed the object already, on
  /// several cores beside each other: only closure is checked here.
  ///
  /// @param id the SHA-256 of `stored`, computed by the caller
  /// @param header what the caller parsed from `stored`
  /// @param stored header, tag and ciphertext; not held after return
  /// @throws IOException the device failed; the object is wholly there or wholly absent
  /// @throws InterruptedException as for [#admit(ObjectId, byte[])]
  Admission admitChecked(ObjectId id, ObjectHeader header, byte[] stored)
      throws IOException, InterruptedException;

  /// Returns once everything up to `watermark` is durable; many callers share one force of the
  /// disk.
  ///
  /// @param watermark from [Admission.Admitted]
  /// @throws IOException the device failed: the store refuses all further writes
  void force(long watermark) throws IOException, InterruptedException;

  /// The stored bytes of an object, checked against its id, or against checksums taken when its
  /// pack was sealed.
  ///
  /// @return empty when it is not kept
  /// @throws DamagedObjectException its bytes no longer match its id
  /// @throws IOException the device failed
  Optional<byte[]> get(ObjectId id) throws IOException;

  /// The header of an object that may have children: of everything but plain chunks, about which
  /// this answers without touching the disk.
  ///
  /// @return empty when it is not kept, or is a chunk without children
  /// @throws DamagedObjectException its bytes no longer match its id
  /// @throws IOException the device failed
  Optional<ObjectHeader> node(ObjectId id) throws IOException;

  /// What became of one object.
  sealed interface Admission {
    /// It is kept (or was already) and durable with this watermark.
    ///
    /// @param watermark place in the write order; 0 when it was durable before
    record Admitted(long watermark) implements Admission {}

    /// Some of its children are not here; send them first.
    record Missing(List<ObjectId> children) implements Admission {}

    /// No room.
    record Full(long neededBytes, long freeBytes) implements Admission {}

    /// It is not what its id or its header says; sending it again is useless.
    record Refused(String reason) implements Admission {}
  }
}
