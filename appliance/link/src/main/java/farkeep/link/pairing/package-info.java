/// How a home and a box that never met come to know each other: a short one-time code, or a longer
/// text with a secret in it, shown by the box and given to the home, makes a key that nobody in
/// between shares.
@NullMarked
package farkeep.link.pairing;

import org.jspecify.annotations.NullMarked;
