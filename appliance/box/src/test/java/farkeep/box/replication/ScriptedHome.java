package farkeep.box.replication;

import com.google.protobuf.ByteString;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.link.protocol.AnswerReader;
import farkeep.link.protocol.Commit;
import farkeep.link.protocol.Greeting;
import farkeep.link.protocol.HomeControl;
import farkeep.link.protocol.ObjectAnswer;
import farkeep.link.protocol.OpenVault;
import farkeep.link.protocol.Opening;
import farkeep.link.protocol.PutWriter;
import farkeep.link.protocol.Settle;
import farkeep.link.protocol.ToBox;
import farkeep.link.protocol.ToHome;
import farkeep.link.protocol.WireIds;
import farkeep.objects.Bytes32;
import farkeep.objects.ObjectId;
import farkeep.objects.VaultId;
import farkeep.objects.log.HeadMove;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// A home that does exactly what a test tells it, and remembers all that the box says unasked.
public final class ScriptedHome {
  public final Link link;
  public final HomeControl control;

  private final Tasks.Monitor monitor;
  private final List<ToHome> heard = new ArrayList<>();
  private PutWriter put;
  private long number;
  private boolean ended;

  private ScriptedHome(Tasks tasks, Link link, LinkStream stream) {

    this.link = link;
    this.control = new HomeControl(tasks, stream);
    this.monitor = tasks.monitor();
  }

  /// Says HELLO on a link that AUTH is done with.
  public static ScriptedHome greet(Tasks tasks, Clocks clocks, Link link, LinkStream stream)
      throws IOException {
    ScriptedHome home = new ScriptedHome(tasks, link, stream);
    home.control.greet(Greeting.say("scripted", Set.of(), clocks));
    tasks.start("home listens", home::listen);
    return home;
  }

  private void listen() throws InterruptedException {
    try {
      control.listen(this::hear);
    } catch (IOException e) {
      try (Tasks.Inside _ = monitor.inside()) {
        ended = true;
        monitor.signalAll();
      }
    }
  }

  private void hear(ToHome word) {
    try (Tasks.Inside _ = monitor.inside()) {
      heard.add(word);
      monitor.signalAll();
    }
  }

  /// Waits until the box has said something like this unasked.
  public ToHome await(Predicate<ToHome> like) throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (true) {
        Optional<ToHome> found = heard.stream().filter(like).findFirst();
        if (found.isPresent()) return found.get();
        if (ended) throw new AssertionError("the link ended; heard: " + heard);
        monitor.await();
      }
    }
  }

  /// Waits for the end of the session; what the box said as its last word.
  public String awaitEnd() throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (!ended) monitor.await();
      return heard.isEmpty() || !heard.getLast().hasRefused()
          ? ""
          : heard.getLast().getRefused().getReason();
    }
  }

  public List<ToHome> heard() {
    try (Tasks.Inside _ = monitor.inside()) {
      return List.copyOf(heard);
    }
  }

  public ToHome open(VaultId vault) throws IOException, InterruptedException {
    return control.ask(
        ToBox.newBuilder().setOpen(OpenVault.newBuilder().setVault(WireIds.of(vault.value()))));
  }

  /// Sends on the one stream for it, with the next number.
  public long put(byte[] stored) throws IOException, InterruptedException {
    if (put == null) put = putStream();
    put.put(++number, stored);
    return number;
  }

  public PutWriter putStream() throws IOException, InterruptedException {
    return new PutWriter(link.open());
  }

  public ToHome settle(long through) throws IOException, InterruptedException {
    return control.ask(ToBox.newBuilder().setSettle(Settle.newBuilder().setNumber(through)));
  }

  public ToHome commit(HeadMove move, long after) throws IOException, InterruptedException {
    return control.ask(
        ToBox.newBuilder()
            .setCommit(
                Commit.newBuilder()
                    .setHeadMove(ByteString.copyFrom(move.encode()))
                    .setAfterNumber(after)));
  }

  public List<ObjectAnswer> get(List<ObjectId> ids) throws IOException, InterruptedException {
    return all(new AnswerReader(link.open(), new Opening.Get(ids)));
  }

  public void askAndNeverRead(List<ObjectId> ids) throws IOException, InterruptedException {
    new Opening.Get(ids).write(link.open());
  }

  public List<ObjectAnswer> nodes(ObjectId root, ObjectId... known)
      throws IOException, InterruptedException {
    return all(new AnswerReader(link.open(), new Opening.Nodes(root, List.of(known))));
  }

  private static List<ObjectAnswer> all(AnswerReader reader) throws IOException {
    List<ObjectAnswer> all = new ArrayList<>();
    Optional<ObjectAnswer> next = reader.next();
    while (next.isPresent()) {
      all.add(next.get());
      next = reader.next();
    }
    return all;
  }

  public static Bytes32 entry(ToHome moved) {
    return Bytes32.of(moved.getMoved().getEntry().toByteArray());
  }
}
