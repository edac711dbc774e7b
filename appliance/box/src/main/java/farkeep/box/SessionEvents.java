package farkeep.box;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.replication.ReplicationServer;
import farkeep.objects.PeerId;
import java.util.concurrent.atomic.AtomicLong;

/// Tells the event log of sessions that begin and end.
final class SessionEvents implements ReplicationServer.SessionRecords {
  private final BoxEvents events;
  private final AtomicLong number = new AtomicLong();

  SessionEvents(BoxEvents events) {
    this.events = events;
  }

  @Override
  public long began(PeerId device) {
    long next = number.incrementAndGet();
    events.say(
        BoxEvent.info("session began").with("session", next).with("device", device.abbreviated()));
    return next;
  }

  @Override
  public void ended(ReplicationServer.Ended session, String outcome) {
    events.say(
        BoxEvent.info("session ended")
            .with("session", session.number())
            .with("device", session.device().abbreviated())
            .with("objects", session.objects())
            .with("receivedBytes", session.receivedBytes())
            .with("sentBytes", session.sentBytes())
            .with("outcome", outcome));
  }
}
