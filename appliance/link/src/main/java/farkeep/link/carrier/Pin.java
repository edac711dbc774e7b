package farkeep.link.carrier;

import farkeep.objects.Bytes32;

/// The SHA-256 of a listener's TLS public key (its DER SubjectPublicKeyInfo): what a certificate is
/// judged by. Names, dates and authorities don't count.
public record Pin(Bytes32 value) {}
