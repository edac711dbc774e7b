package farkeep.objects.log;

import farkeep.objects.Bytes32;
import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.FolderTag;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.log.LogBody.Box;
import farkeep.objects.log.LogBody.Device;
import farkeep.objects.log.LogBody.Folder;
import farkeep.objects.log.LogBody.Genesis;
import farkeep.objects.log.LogBody.Keys;
import farkeep.objects.log.LogBody.Policy;
import farkeep.objects.log.LogBody.Revoke;
import farkeep.objects.log.LogBody.Role;
import farkeep.objects.log.LogBody.Terms;
import farkeep.objects.log.LogBody.Wrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The bodies of vault log entries as bytes, and back.
final class LogBodyCodec {
  private LogBodyCodec() {}

  /// The type byte of an entry with this body.
  static int type(LogBody body) {
    return switch (body) {
      case Genesis _ -> 1;
      case Device _ -> 2;
      case Box _ -> 3;
      case Keys _ -> 4;
      case Folder _ -> 5;
      case Policy _ -> 6;
      case Revoke _ -> 7;
    };
  }

  static byte[] encode(LogBody body) {
    FieldWriter out = new FieldWriter();
    switch (body) {
      case Genesis it -> {
        out.u8(it.chunkerSuite()).bytes32(it.recoveryAgreement()).bytes32(it.firstRoot());
        write(out, it.firstOwner());
      }
      case Device it -> write(out, it);
      case Box it ->
          out.bytes(it.record().encode())
              .bytes(it.countersignature().bytes())
              .block(it.sealed().bytes());
      case Keys it -> write(out, it);
      case Folder it -> {
        out.bytes(it.tag().bytes()).u64(it.space()).u8(it.writer().isPresent() ? 1 : 0);
        it.writer().ifPresent(writer -> out.bytes32(writer.value()));
        out.block(it.sealed().bytes());
      }
      case Policy it -> {
        out.u8(it.folder().isPresent() ? 1 : 0);
        it.folder().ifPresent(folder -> out.bytes(folder.bytes()));
        Terms terms = it.terms();
        out.u32(terms.everyHours()).u32(terms.hourlyHours()).u32(terms.dailyHours());
        out.u32(terms.weeklyHours()).u32(terms.monthlyHours());
      }
      case Revoke it -> out.bytes32(it.peer().value());
    }
    return out.done();
  }

  /// @throws farkeep.objects.MalformedObjectException an unknown type, or not a body of that type
  static LogBody decode(int type, byte[] body) {
    FieldReader in = new FieldReader("vault log entry", body);
    LogBody read =
        switch (type) {
          case 1 -> genesis(in);
          case 2 -> device(in);
          case 3 -> box(in);
          case 4 -> keys(in);
          case 5 -> folder(in);
          case 6 -> policy(in);
          case 7 -> new Revoke(new PeerId(in.bytes32("revoked peer")));
          default ->
              throw in.malformed("type " + type + " is unknown; 1 to 7 are known: update Farkeep");
        };
    in.end();
    return read;
  }

  private static Genesis genesis(FieldReader in) {
    int suite = in.u8("chunker suite");
    Bytes32 recovery = in.bytes32("recovery X25519 key");
    Bytes32 firstRoot = in.bytes32("first root");
    return new Genesis(suite, recovery, firstRoot, device(in));
  }

  private static Device device(FieldReader in) {
    PeerId device = new PeerId(in.bytes32("device"));
    Bytes32 agreement = in.bytes32("X25519 key");
    Role role = Role.ofCode(in.u8("role"));
    Opaque sealed = Opaque.of(in.block("sealed name", LogBody.SEALED_NAME_BYTES_MAX));
    return new Device(device, agreement, role, sealed);
  }

  private static Box box(FieldReader in) {
    BoxRecord record = BoxRecord.read(in);
    Opaque signature = Opaque.of(in.bytes("countersignature", SigningKey.SIGNATURE_BYTES));
    return new Box(
        record, signature, Opaque.of(in.block("sealed name", LogBody.SEALED_NAME_BYTES_MAX)));
  }

  private static Keys keys(FieldReader in) {
    long space = in.u64("key space");
    long previous = in.u64("previous key id");
    Bytes32 commitment = in.bytes32("commitment");
    int count = in.u16("wrap count", LogBody.WRAPS_MAX);
    List<Wrap> wraps = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      PeerId recipient = new PeerId(in.bytes32("recipient"));
      Bytes32 encapsulated = in.bytes32("encapsulated key");
      byte[] root = in.bytes("wrapped root", Wrap.SEALED_ROOT_BYTES);
      wraps.add(new Wrap(recipient, encapsulated, Opaque.of(root)));
    }
    Opaque before = Opaque.of(in.block("sealed root", Keys.SEALED_BYTES_MAX));
    Opaque secrets = Opaque.of(in.block("sealed secrets", Keys.SEALED_BYTES_MAX));
    return new Keys(space, previous, commitment, wraps, before, secrets);
  }

  private static Folder folder(FieldReader in) {
    FolderTag tag = FolderTag.of(in.bytes("folder tag", FolderTag.BYTES));
    long space = in.u64("key space");
    boolean hasWriter = in.u8("writer mark", 1) == 1;
    Optional<PeerId> writer =
        hasWriter ? Optional.of(new PeerId(in.bytes32("writer"))) : Optional.empty();
    Opaque sealed = Opaque.of(in.block("sealed folder", LogBody.SEALED_FOLDER_BYTES_MAX));
    return new Folder(tag, space, writer, sealed);
  }

  private static Policy policy(FieldReader in) {
    boolean hasFolder = in.u8("folder mark", 1) == 1;
    Optional<FolderTag> folder =
        hasFolder
            ? Optional.of(FolderTag.of(in.bytes("folder tag", FolderTag.BYTES)))
            : Optional.empty();
    int max = LogBody.TERM_HOURS_MAX;
    int every = in.u32("every term", max);
    int hourly = in.u32("hourly term", max);
    int daily = in.u32("daily term", max);
    int weekly = in.u32("weekly term", max);
    return new Policy(folder, new Terms(every, hourly, daily, weekly, in.u32("monthly term", max)));
  }

  private static void write(FieldWriter out, Device device) {
    out.bytes32(device.device().value())
        .bytes32(device.agreement())
        .u8(device.role().code())
        .block(device.sealed().bytes());
  }

  private static void write(FieldWriter out, Keys keys) {
    out.u64(keys.space()).u64(keys.previous()).bytes32(keys.commitment());
    out.u16(keys.wraps().size());
    for (Wrap wrap : keys.wraps()) {
      out.bytes32(wrap.recipient().value())
          .bytes32(wrap.encapsulated())
          .bytes(wrap.sealedRoot().bytes());
    }
    out.block(keys.sealedPrevious().bytes()).block(keys.sealedSecrets().bytes());
  }
}
