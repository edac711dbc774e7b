/// What home and box say once they have proven who they are: frames, requests and answers on the
/// control stream, and objects on streams of their own. The messages are those of `farkeep.proto`.
@NullMarked
package farkeep.link.protocol;

import org.jspecify.annotations.NullMarked;
