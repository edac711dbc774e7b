package farkeep.link.pairing;

import farkeep.link.carrier.Pin;
import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.PeerId;
import farkeep.objects.Sha256;
import farkeep.objects.log.BoxRecord;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// All that a home needs to pair with a box, in one text that a QR code holds: who the box is, by
/// which key it is known, where it is, and a secret in place of the digits. Whoever has the text
/// can tell the right box from any other before a word is said to it. Byte by byte in
/// `docs/format.md`, section *Pairing text*.
///
/// @param box its id
/// @param pin of its TLS key
/// @param addresses `host:port` in printable ASCII, best first; at most [#ADDRESSES_MAX]
/// @param secret in place of the digits
public record PairingText(PeerId box, Pin pin, List<String> addresses, PairingSecret secret) {
  /// What a text begins with.
  public static final String PREFIX = "farkeep:pair:";

  /// Addresses of one text.
  public static final int ADDRESSES_MAX = 4;

  /// Letters of one text: its QR code stays readable on a screen.
  public static final int LETTERS_MAX = 400;

  /// Letters that are looked at, with what a mail or a terminal has put between them.
  static final int TYPED_MAX = 2_000;

  private static final String WHAT = "pairing text";
  private static final int VERSION = 1;
  private static final int CHECKSUM_BYTES = 4;
  private static final int ADDRESS_BYTES_MAX = 255;
  private static final String AGAIN = "copy the whole of it from the box's page";

  /// @throws MalformedObjectException too many or too long addresses, or letters that no address
  ///   has
  public PairingText {
    addresses = List.copyOf(addresses);
    if (addresses.size() > ADDRESSES_MAX) {
      throw new MalformedObjectException(
          "%s: %d addresses; at most %d".formatted(WHAT, addresses.size(), ADDRESSES_MAX));
    }
    for (String address : addresses) {
      if (!isAddress(address)) {
        throw new MalformedObjectException(
            "%s: an address has letters that none has, or is longer than %d"
                .formatted(WHAT, ADDRESS_BYTES_MAX));
      }
    }
  }

  /// The text of a box, with as many of its addresses as fit.
  ///
  /// @param addresses `host:port`, best first; those that no text can hold are left out
  public static PairingText of(PeerId box, Pin pin, List<String> addresses, PairingSecret secret) {
    PairingText text = new PairingText(box, pin, List.of(), secret);
    for (String address : addresses) {
      if (text.addresses.size() == ADDRESSES_MAX) break;
      if (!isAddress(address)) continue;
      List<String> more = new ArrayList<>(text.addresses);
      more.add(address);
      PairingText longer = new PairingText(box, pin, more, secret);
      if (longer.encode().length() <= LETTERS_MAX) text = longer;
    }
    return text;
  }

  private static boolean isAddress(String address) {
    return address.length() <= ADDRESS_BYTES_MAX && address.matches("[!-~]+");
  }

  /// Whether these words are meant to be such a text, whole or not.
  public static boolean isMeant(String words) {
    return words.strip().regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  /// Reads a text; spaces and line breaks don't count.
  ///
  /// @throws IllegalArgumentException no such text; the message is for the person who gave it, and
  ///   holds nothing of it
  public static PairingText parse(String typed) {
    if (typed.length() > TYPED_MAX) {
      throw new IllegalArgumentException(
          "a pairing text has at most %d letters; this has %d: %s"
              .formatted(LETTERS_MAX, typed.length(), AGAIN));
    }
    String text = typed.replaceAll("\\s", "");
    if (!isMeant(text)) {
      throw new IllegalArgumentException(
          "a pairing text begins with %s; %s".formatted(PREFIX, AGAIN));
    }
    try {
      return read(checked(text.substring(PREFIX.length())));
    } catch (MalformedObjectException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /// The bytes without their checksum.
  private static byte[] checked(String letters) {
    byte[] all;
    try {
      all = Base64.getUrlDecoder().decode(letters);
    } catch (IllegalArgumentException e) {
      throw altered(letters);
    }
    int bytes = all.length - CHECKSUM_BYTES;
    boolean whole =
        bytes > 0
            && Arrays.equals(all, bytes, all.length, checksum(all, bytes), 0, CHECKSUM_BYTES)
            && letters(all).equals(letters);
    if (!whole) throw altered(letters);
    return Arrays.copyOf(all, bytes);
  }

  private static IllegalArgumentException altered(String letters) {
    return new IllegalArgumentException(
        "the pairing text is cut off or altered (%d letters came); %s"
            .formatted(PREFIX.length() + letters.length(), AGAIN));
  }

  private static PairingText read(byte[] bytes) {
    FieldReader in = new FieldReader(WHAT, bytes);
    in.version(VERSION);
    PeerId box = new PeerId(in.bytes32("box"));
    Pin pin = new Pin(in.bytes32("pin"));
    PairingSecret secret = PairingSecret.of(in.bytes("secret", PairingSecret.BYTES));
    List<String> addresses = new ArrayList<>();
    int count = in.u8("addresses", ADDRESSES_MAX);
    for (int i = 0; i < count; i++) addresses.add(in.text("address", ADDRESS_BYTES_MAX));
    in.end();
    return new PairingText(box, pin, addresses, secret);
  }

  /// The text, as it is shown and read.
  public String encode() {
    FieldWriter out =
        new FieldWriter()
            .u8(VERSION)
            .bytes32(box.value())
            .bytes32(pin.value())
            .bytes(secret.bytes())
            .u8(addresses.size());
    addresses.forEach(out::text);
    byte[] bytes = out.done();
    out.bytes(checksum(bytes, bytes.length));
    return PREFIX + letters(out.done());
  }

  private static String letters(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] checksum(byte[] bytes, int count) {
    MessageDigest sha256 = Sha256.begin();
    sha256.update(bytes, 0, count);
    return Arrays.copyOf(sha256.digest(), CHECKSUM_BYTES);
  }

  /// Whether a box that has proven to be this one is the one that made the text.
  boolean names(BoxRecord record) {
    return record.box().equals(box) && record.pin().equals(pin.value());
  }
}
