/// Telling the owner that a box is in trouble, where they look anyway: desktop, e-mail, webhook,
/// ntfy. [AlarmPolicy] decides what is said, [Outbox] when it is tried again, senders do the rest.
@NullMarked
package farkeep.home.alarm;

import org.jspecify.annotations.NullMarked;
