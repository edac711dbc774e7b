/// Files as Linux keeps them: names as bytes, nanosecond times, extended attributes, holes, and
/// every step taken from an open directory, so that no symbolic link slipped in between leads
/// astray.
///
/// `java.nio.file` loses some of it: a Latin-1 name no longer exists after a round through
/// `String`, only `user.*` attributes are seen, holes can't be asked for. So this package calls the
/// kernel through the Foreign Function API; no other package of the home node does. x86_64 and
/// aarch64.
///
/// Calls block the thread that makes them, and pin a virtual thread's carrier while they do.
@NullMarked
package farkeep.home.posix;

import org.jspecify.annotations.NullMarked;
