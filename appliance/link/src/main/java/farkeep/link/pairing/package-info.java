/// How a home and a box that never met come to know each other: a short one-time code, shown by the
/// box and typed at home, makes a key that nobody in between shares.
@NullMarked
package farkeep.link.pairing;

import org.jspecify.annotations.NullMarked;
