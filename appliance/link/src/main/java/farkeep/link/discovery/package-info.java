/// How a home finds boxes on its own network: mDNS and DNS-SD (RFC 6762, RFC 6763). Nothing that is
/// heard here is believed: AUTH or pairing proves who a box is.
@NullMarked
package farkeep.link.discovery;

import org.jspecify.annotations.NullMarked;
