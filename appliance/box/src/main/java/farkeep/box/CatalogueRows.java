package farkeep.box;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.events.CatalogueKeeper;
import farkeep.box.replication.KeptVault;
import farkeep.box.replication.ReplicationServer;
import farkeep.box.replication.VaultWatcher;
import farkeep.objects.FolderTag;
import farkeep.objects.PeerId;
import farkeep.objects.VaultId;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.VaultState;
import farkeep.objects.port.Clocks;
import farkeep.store.catalogue.Catalogue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Turns what happens into rows of the catalogue, and into events.
final class CatalogueRows implements BoxEvents, ReplicationServer.SessionRecords {
  private final CatalogueKeeper keeper;
  private final Clocks clocks;
  private final BoxEvents events;
  private final AtomicLong sessions = new AtomicLong();
  private final Map<Long, Instant> began = new ConcurrentHashMap<>();
  private final Map<Long, ReplicationServer.Account> counted = new ConcurrentHashMap<>();

  private CatalogueRows(CatalogueKeeper keeper, Clocks clocks, BoxEvents events) {
    this.keeper = keeper;
    this.clocks = clocks;
    this.events = events;
  }

  /// Goes on behind what is in the catalogue already.
  ///
  /// @param events who is told beside the catalogue
  static CatalogueRows behind(
      Catalogue catalogue, CatalogueKeeper keeper, Clocks clocks, BoxEvents events) {
    CatalogueRows rows = new CatalogueRows(keeper, clocks, events);
    catalogue.sessions(1).forEach(last -> rows.sessions.set(last.number()));
    return rows;
  }

  @Override
  public void say(BoxEvent event) {
    events.say(event);
    Instant now = clocks.wall();
    String kind = cut(event.kind(), Catalogue.WORD_CHARACTERS_MAX);
    String sentence = cut(event.sentence(), Catalogue.SENTENCE_CHARACTERS_MAX);
    keeper.write(catalogue -> catalogue.add(now, event.severity(), kind, sentence));
  }

  @Override
  public void objectArrived() {
    events.objectArrived();
  }

  private static String cut(String text, int charactersMax) {
    return text.length() <= charactersMax ? text : text.substring(0, charactersMax);
  }

  @Override
  public long began(PeerId device) {
    long number = sessions.incrementAndGet();
    Instant now = clocks.wall();
    began.put(number, now);
    Catalogue.Traffic none = new Catalogue.Traffic(0, 0, 0);
    keeper.write(catalogue -> {
      catalogue.seen(device, now);
      catalogue.put(new Catalogue.Session(number, device, now, Optional.empty(), none, "open"));
    });
    say(
        BoxEvent.info("session began")
            .with("session", number)
            .with("device", device.abbreviated()));
    return number;
  }

  @Override
  public void goesOn(ReplicationServer.Account session) {
    Catalogue.Received more = news(session, clocks.wall());
    Instant now = clocks.wall();
    keeper.write(catalogue -> {
      catalogue.seen(session.device(), now);
      if (more.objects() > 0) catalogue.addReceived(more);
    });
  }

  /// What a session has received since it was last counted.
  private Catalogue.Received news(ReplicationServer.Account now, Instant time) {
    ReplicationServer.Account before = counted.put(now.number(), now);
    return new Catalogue.Received(
        LocalDate.ofInstant(time, ZoneOffset.UTC),
        now.objects() - (before == null ? 0 : before.objects()),
        now.receivedBytes() - (before == null ? 0 : before.receivedBytes()));
  }

  @Override
  public void ended(ReplicationServer.Account session, String outcome) {
    goesOn(session);
    counted.remove(session.number());
    Instant now = clocks.wall();
    Instant since = began.remove(session.number());
    Catalogue.Traffic traffic =
        new Catalogue.Traffic(session.objects(), session.receivedBytes(), session.sentBytes());
    keeper.write(catalogue ->
        catalogue.put(
            new Catalogue.Session(
                session.number(),
                session.device(),
                since == null ? now : since,
                Optional.of(now),
                traffic,
                "ended")));
    say(
        BoxEvent.info("session ended")
            .with("session", session.number())
            .with("device", session.device().abbreviated())
            .with("objects", session.objects())
            .with("receivedBytes", session.receivedBytes())
            .with("sentBytes", session.sentBytes())
            .with("outcome", outcome));
  }

  /// Brings the rows of a vault up to date, and keeps them so.
  void follow(KeptVault vault) {
    Instant now = clocks.wall();
    VaultId id = vault.id();
    keeper.write(catalogue -> putVault(catalogue, id, now));
    putDevices(id, vault.state());
    HeadRows heads = new HeadRows(vault, events);
    vault.watch(new Follower(id, heads));
    keeper.write(heads);
  }

  private static void putVault(Catalogue catalogue, VaultId id, Instant now) {
    boolean known = catalogue.vaults().stream().anyMatch(vault -> vault.id().equals(id));
    if (!known) catalogue.put(new Catalogue.Vault(id, now));
  }

  private void putDevices(VaultId vault, VaultState state) {
    for (LogBody.Device device : state.devices().values()) {
      String role = device.role().name().toLowerCase(Locale.ROOT);
      keeper.write(catalogue ->
          catalogue.put(new Catalogue.Device(vault, device.device(), role, Optional.empty())));
    }
    for (PeerId revoked : state.revoked()) {
      keeper.write(catalogue ->
          catalogue.put(new Catalogue.Device(vault, revoked, "revoked", Optional.empty())));
    }
  }

  private final class Follower implements VaultWatcher {
    private final VaultId vault;
    private final HeadRows heads;

    Follower(VaultId vault, HeadRows heads) {
      this.vault = vault;
      this.heads = heads;
    }

    @Override
    public void headMoved(FolderTag folder, byte[] entry) {
      keeper.write(heads);
    }

    @Override
    public void logGrew(VaultState state) {
      putDevices(vault, state);
    }
  }
}
