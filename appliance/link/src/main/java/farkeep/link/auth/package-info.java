/// Who is at the other end of a link: a proof by signature, before anything else is parsed.
@NullMarked
package farkeep.link.auth;

import org.jspecify.annotations.NullMarked;
