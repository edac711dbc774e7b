package farkeep.link.pairing;

import farkeep.objects.log.BoxRecord;
import farkeep.objects.log.Opaque;

/// What a box tells a home that it pairs with.
///
/// @param record who it is and where it may be found
/// @param countersignature the box's signature over the record for the home's vault: 64 bytes, as a
///   BOX entry wants it
/// @param name what people call it; at most [#NAME_BYTES_MAX] bytes of UTF-8
public record BoxOffer(BoxRecord record, Opaque countersignature, String name) {
  /// Bytes of a name.
  public static final int NAME_BYTES_MAX = 255;
}
