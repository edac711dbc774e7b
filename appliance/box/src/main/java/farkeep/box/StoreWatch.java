package farkeep.box;

import farkeep.box.Ending.Reason;
import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.health.Alarm;
import farkeep.store.StoreEvent;
import farkeep.store.StoreEvents;

/// Hears what stores find by themselves: a store that has failed ends the box.
record StoreWatch(BoxEvents events, Ending ending, Alarm alarm) implements StoreEvents {
  @Override
  public void say(StoreEvent event) {
    switch (event.what()) {
      case STORE_FAILED -> {
        events.say(BoxEvent.error("store failed").with("reason", event.sentence()));
        ending.end(new Reason.Failed(event.sentence()));
      }
      case DAMAGE_FOUND, PACK_QUARANTINED -> {
        events.say(BoxEvent.error("damage was found").with("what", event.sentence()));
        alarm.damageFound();
      }
      case DAMAGE_MENDED,
          TAIL_QUARANTINED,
          INDEX_REBUILT,
          CATALOGUE_REBUILT,
          SEALING_POSTPONED,
          MENDING_POSTPONED ->
          events.say(
              BoxEvent.warn("store mended itself")
                  .with("kind", event.what())
                  .with("what", event.sentence()));
    }
  }
}
