package farkeep.objects.log;

import static java.util.Objects.requireNonNull;

import farkeep.objects.Bytes32;
import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a box says of itself to a vault: how to know it and where it may be found. The box signs
/// it, an owner device puts it into the vault log.
///
/// @param box its id
/// @param revision counts up with every change; the highest counts
/// @param pin SHA-256 of its TLS public key (SubjectPublicKeyInfo)
/// @param nextPin that of the key it will use next
/// @param addresses `host:port`, best first; at most [LogBody#ADDRESSES_MAX]
public record BoxRecord(
    PeerId box, long revision, Bytes32 pin, Optional<Bytes32> nextPin, List<String> addresses) {
  private static final String DOMAIN = "farkeep/box-record";

  /// @throws MalformedObjectException too many addresses, one too long or empty, or a negative
  ///   revision
  public BoxRecord {
    requireNonNull(box);
    requireNonNull(pin);
    requireNonNull(nextPin);
    addresses = List.copyOf(addresses);
    if (revision < 0) throw new MalformedObjectException("box record: negative revision");
    if (addresses.size() > LogBody.ADDRESSES_MAX) {
      throw new MalformedObjectException(
          "box record: %d addresses; at most %d"
              .formatted(addresses.size(), LogBody.ADDRESSES_MAX));
    }
    for (String address : addresses) {
      int bytes = address.getBytes(StandardCharsets.UTF_8).length;
      if (bytes == 0 || bytes > LogBody.ADDRESS_BYTES_MAX) {
        throw new MalformedObjectException(
            "box record: an address of %d B; 1 to %d".formatted(bytes, LogBody.ADDRESS_BYTES_MAX));
      }
    }
  }

  /// The box's signature over this record for one vault: 64 bytes.
  public byte[] sign(VaultId vault, SigningKey boxKey) {
    return boxKey.sign(signed(vault));
  }

  /// Whether the box signed this record for this vault.
  public boolean verifies(VaultId vault, byte[] signature) {
    return SigningKey.verifies(box, signature, signed(vault));
  }

  /// The record's bytes, as they stand in a BOX entry.
  public byte[] encode() {
    FieldWriter out =
        new FieldWriter()
            .bytes32(box.value())
            .u64(revision)
            .bytes32(pin)
            .u8(nextPin.isPresent() ? 1 : 0);
    nextPin.ifPresent(out::bytes32);
    out.u8(addresses.size());
    addresses.forEach(out::text);
    return out.done();
  }

  /// Reads a record and leaves the reader behind it.
  ///
  /// @throws MalformedObjectException not a record
  public static BoxRecord read(FieldReader in) {
    PeerId box = new PeerId(in.bytes32("box"));
    long revision = in.count64("revision");
    Bytes32 pin = in.bytes32("pin");
    boolean hasNext = in.u8("next pin mark", 1) == 1;
    Optional<Bytes32> next = hasNext ? Optional.of(in.bytes32("next pin")) : Optional.empty();
    int count = in.u8("address count", LogBody.ADDRESSES_MAX);
    List<String> addresses = new ArrayList<>(count);
    for (int i = 0; i < count; i++) addresses.add(in.text("address", LogBody.ADDRESS_BYTES_MAX));
    return new BoxRecord(box, revision, pin, next, addresses);
  }

  private byte[] signed(VaultId vault) {
    return new FieldWriter().ascii(DOMAIN).bytes32(vault.value()).bytes(encode()).done();
  }
}
