package farkeep.objects.log;

import static java.util.Objects.requireNonNull;

import farkeep.objects.Bytes32;
import farkeep.objects.FolderTag;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.PeerId;
import java.util.List;
import java.util.Optional;

/// What an entry of a vault log says. Sealed parts are opaque here: whoever has no key keeps and
/// passes them on.
///
/// Byte by byte in `docs/format.md`, section *Vault log*.
public sealed interface LogBody {
  /// Bytes of a sealed part of a device or box.
  int SEALED_NAME_BYTES_MAX = 1_024;

  /// Bytes of a folder's sealed part.
  int SEALED_FOLDER_BYTES_MAX = 16_384;

  /// Wraps of one root in one entry.
  int WRAPS_MAX = 256;

  /// Addresses of a box.
  int ADDRESSES_MAX = 16;

  /// Bytes of one address.
  int ADDRESS_BYTES_MAX = 255;

  /// Hours of one lock term: five years.
  int TERM_HOURS_MAX = 5 * 366 * 24;

  /// What a device may do.
  enum Role {
    /// Reads.
    READER(1),
    /// Reads, and moves heads.
    WRITER(2),
    /// All of that, and signs the vault log.
    OWNER(3);

    private final int code;

    Role(int code) {
      this.code = code;
    }

    /// The byte that stands for it.
    public int code() {
      return code;
    }

    /// @throws MalformedObjectException no role has this code
    public static Role ofCode(int code) {
      for (Role role : values()) if (role.code == code) return role;
      throw new MalformedObjectException(
          "vault log entry: role " + code + " is unknown; 1 to 3 are known");
    }
  }

  /// The first entry, signed by the recovery key, which is its author.
  ///
  /// @param chunkerSuite how content is cut
  /// @param recoveryAgreement the X25519 public key that roots are wrapped to for recovery
  /// @param firstRoot commitment to the first root of the common key space
  /// @param firstOwner the device that made the vault; an owner
  record Genesis(int chunkerSuite, Bytes32 recoveryAgreement, Bytes32 firstRoot, Device firstOwner)
      implements LogBody {
    /// @throws MalformedObjectException the first device is no owner, or the suite is out of range
    public Genesis {
      requireNonNull(recoveryAgreement);
      requireNonNull(firstRoot);
      requireRange("chunker suite", chunkerSuite, 1, 255);
      if (firstOwner.role() != Role.OWNER) {
        throw new MalformedObjectException("vault log entry: the first device is no owner");
      }
    }
  }

  /// A device, or another role for one.
  ///
  /// @param device its id, which is its Ed25519 public key
  /// @param agreement its X25519 public key
  /// @param sealed its name, sealed; may be empty
  record Device(PeerId device, Bytes32 agreement, Role role, Opaque sealed) implements LogBody {
    /// @throws MalformedObjectException the sealed part is too long
    public Device {
      requireNonNull(device);
      requireNonNull(agreement);
      requireNonNull(role);
      requireRange("sealed name", sealed.length(), 0, SEALED_NAME_BYTES_MAX);
    }
  }

  /// A box, or a newer record of one.
  ///
  /// @param record what the box says of itself
  /// @param countersignature 64 bytes: the box's word for it
  /// @param sealed the owner's name for it, sealed; may be empty
  record Box(BoxRecord record, Opaque countersignature, Opaque sealed) implements LogBody {
    /// @throws MalformedObjectException the signature has another length, or the sealed part is too
    ///   long
    public Box {
      requireNonNull(record);
      requireRange("box countersignature", countersignature.length(), 64, 64);
      requireRange("sealed name", sealed.length(), 0, SEALED_NAME_BYTES_MAX);
    }
  }

  /// A root of a key space, wrapped to its members; with a commitment that is known already, only
  /// more wraps of the same root.
  ///
  /// @param space the key space: the key id of its first root
  /// @param previous the key id of the root before; 0 for the first
  /// @param commitment SHA-256 over the root; its first 8 bytes are the key id
  /// @param wraps the root, once for each member
  /// @param sealedPrevious the root before, sealed under this one; empty for the first
  /// @param sealedSecrets what lasts for the space's life, sealed under its first root; else empty
  record Keys(
      long space,
      long previous,
      Bytes32 commitment,
      List<Wrap> wraps,
      Opaque sealedPrevious,
      Opaque sealedSecrets)
      implements LogBody {
    /// Bytes of each of the two sealed parts.
    public static final int SEALED_BYTES_MAX = 512;

    /// @throws MalformedObjectException too many wraps, a recipient twice, or a sealed part too
    ///   long
    public Keys {
      requireNonNull(commitment);
      wraps = List.copyOf(wraps);
      requireRange("wraps", wraps.size(), 1, WRAPS_MAX);
      if (wraps.stream().map(Wrap::recipient).distinct().count() != wraps.size()) {
        throw new MalformedObjectException("vault log entry: a recipient stands there twice");
      }
      requireRange("sealed root", sealedPrevious.length(), 0, SEALED_BYTES_MAX);
      requireRange("sealed secrets", sealedSecrets.length(), 0, SEALED_BYTES_MAX);
      if ((previous == 0) != (space == commitment.a())) {
        throw new MalformedObjectException(
            "vault log entry: only the first root of a key space has none before it");
      }
    }

    /// What objects under this root name in their headers.
    public long keyId() {
      return commitment.a();
    }
  }

  /// A root wrapped to one member.
  ///
  /// @param recipient the device's id, or the recovery key's Ed25519 public half
  /// @param encapsulated 32 bytes: the ephemeral X25519 public key
  /// @param sealedRoot 48 bytes
  record Wrap(PeerId recipient, Bytes32 encapsulated, Opaque sealedRoot) {
    /// Bytes of a wrapped root.
    public static final int SEALED_ROOT_BYTES = 48;

    /// @throws MalformedObjectException the wrapped root has another length
    public Wrap {
      requireNonNull(recipient);
      requireNonNull(encapsulated);
      requireRange("wrapped root", sealedRoot.length(), SEALED_ROOT_BYTES, SEALED_ROOT_BYTES);
    }
  }

  /// A folder, or another writer or other settings for one.
  ///
  /// @param space the key space of its objects
  /// @param writer the one device that may move its head; empty: any writer or owner
  /// @param sealed its name, mode and rules, sealed
  record Folder(FolderTag tag, long space, Optional<PeerId> writer, Opaque sealed)
      implements LogBody {
    /// @throws MalformedObjectException the sealed part is too long
    public Folder {
      requireNonNull(tag);
      requireNonNull(writer);
      requireRange("sealed folder", sealed.length(), 0, SEALED_FOLDER_BYTES_MAX);
    }
  }

  /// How long snapshots are kept at least.
  ///
  /// @param folder for one folder; empty: for the whole vault
  record Policy(Optional<FolderTag> folder, Terms terms) implements LogBody {
    /// Checks that nothing is null.
    public Policy {
      requireNonNull(folder);
      requireNonNull(terms);
    }
  }

  /// For how many hours every snapshot is kept, then one each hour, day, week and month.
  record Terms(int everyHours, int hourlyHours, int dailyHours, int weeklyHours, int monthlyHours) {
    /// What a vault has before any POLICY entry: 24 h, 30 d, 90 d, 1 y, 3 y.
    public static final Terms DEFAULT = new Terms(24, 30 * 24, 90 * 24, 366 * 24, 3 * 366 * 24);

    /// @throws MalformedObjectException a term is outside 0 to [#TERM_HOURS_MAX]
    public Terms {
      requireRange("term", everyHours, 0, TERM_HOURS_MAX);
      requireRange("term", hourlyHours, 0, TERM_HOURS_MAX);
      requireRange("term", dailyHours, 0, TERM_HOURS_MAX);
      requireRange("term", weeklyHours, 0, TERM_HOURS_MAX);
      requireRange("term", monthlyHours, 0, TERM_HOURS_MAX);
    }

    /// Of each term the longer.
    public Terms longest(Terms other) {
      return new Terms(
          Math.max(everyHours, other.everyHours),
          Math.max(hourlyHours, other.hourlyHours),
          Math.max(dailyHours, other.dailyHours),
          Math.max(weeklyHours, other.weeklyHours),
          Math.max(monthlyHours, other.monthlyHours));
    }
  }

  /// The end of a device or box: its key is never valid again.
  record Revoke(PeerId peer) implements LogBody {
    /// Checks that nothing is null.
    public Revoke {
      requireNonNull(peer);
    }
  }

  private static void requireRange(String what, long value, long min, long max) {
    if (value < min || value > max) {
      throw new MalformedObjectException(
          "vault log entry: %s is %d; %d to %d".formatted(what, value, min, max));
    }
  }
}
