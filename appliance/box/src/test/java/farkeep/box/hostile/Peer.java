package farkeep.box.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import farkeep.box.replication.TestVault;
import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.auth.Authenticator;
import farkeep.link.auth.Role;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.link.protocol.Commit;
import farkeep.link.protocol.Failure.Code;
import farkeep.link.protocol.Frames;
import farkeep.link.protocol.Greeting;
import farkeep.link.protocol.Lacks;
import farkeep.link.protocol.OpenVault;
import farkeep.link.protocol.Opening;
import farkeep.link.protocol.PutWriter;
import farkeep.link.protocol.Settle;
import farkeep.link.protocol.ToBox;
import farkeep.link.protocol.ToHome;
import farkeep.link.protocol.WireIds;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.objects.log.HeadMove;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A peer that sends whatever a [Script] wants, and looks at what the box answers. It has a device
/// key and a folder of its own in the vault [BesiegedBox#attacked].
final class Peer implements AutoCloseable {
  final BesiegedBox box;
  final TestVault vault;
  final SigningKey device;
  final FolderTag folder;
  final List<ToHome> heard = new ArrayList<>();
  private final List<Link> links = Collections.synchronizedList(new ArrayList<>());
  private Link link;
  private LinkStream control;
  private long request;

  Peer(BesiegedBox box, BesiegedBox.Standing standing) {
    this.box = box;
    this.vault = box.attacked;
    this.device = standing.device();
    this.folder = standing.folder();
  }

  Link link() {
    return link;
  }

  LinkStream control() {
    return control;
  }

  /// Dials; the link is closed with the peer.
  Link dial(String protocol) throws Exception {
    link = box.peers.dial(box.address(), new Carrier.Expected.AnyForPairing(), protocol);
    links.add(link);
    return link;
  }

  Link dial() throws Exception {
    return dial(Carrier.FARKEEP);
  }

  /// Dials and opens the first stream, on which the box says its part of AUTH.
  LinkStream meet() throws Exception {
    return meet(Carrier.FARKEEP);
  }

  LinkStream meet(String protocol) throws Exception {
    control = dial(protocol).open();
    return control;
  }

  /// Goes through AUTH with this device's key.
  Peer login() throws Exception {
    return login(device);
  }

  Peer login(SigningKey key) throws Exception {
    AuthenticatedLink known =
        new Authenticator(box.home.tasks, box.home.randomness, key, Role.HOME, _ -> true)
            .run(dial());
    control = known.control();
    control.allowSilence();
    return this;
  }

  /// Says HELLO and hears the box's.
  Peer greet() throws Exception {
    return greet(device);
  }

  Peer greet(SigningKey key) throws Exception {
    login(key);
    frame(ToBox.newBuilder().setHello(Greeting.say("peer", Set.of(), box.home.clocks)).build());
    assertThat(hear().orElseThrow().hasHello()).isTrue();
    return this;
  }

  /// Opens the vault.
  Peer enter() throws Exception {
    return enter(device);
  }

  Peer enter(SigningKey key) throws Exception {
    greet(key);
    assertThat(answer(open(vault.id)).hasOpened()).isTrue();
    return this;
  }

  long open(VaultId id) throws IOException {
    return ask(ToBox.newBuilder().setOpen(OpenVault.newBuilder().setVault(WireIds.of(id.value()))));
  }

  /// Sends these bytes on the control stream.
  void raw(byte... bytes) throws IOException {
    control.output().write(bytes);
    control.output().flush();
  }

  /// The length that begins a frame, whatever follows.
  void rawLength(int length) throws IOException {
    raw(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
  }

  void frame(byte[] body) throws IOException {
    Frames.writeBytes(control.output(), body);
  }

  void frame(ToBox message) throws IOException {
    Frames.write(control.output(), message);
  }

  /// Sends a request with the next number.
  long ask(ToBox.Builder what) throws IOException {
    frame(what.setRequest(++request).build());
    return request;
  }

  long lacks(List<ObjectId> ids) throws IOException {
    return ask(ToBox.newBuilder().setLacks(Lacks.newBuilder().addAllIds(WireIds.of(ids))));
  }

  long settle(long number) throws IOException {
    return ask(ToBox.newBuilder().setSettle(Settle.newBuilder().setNumber(number)));
  }

  long commit(byte[] move, long after) throws IOException {
    return ask(
        ToBox.newBuilder()
            .setCommit(
                Commit.newBuilder().setHeadMove(ByteString.copyFrom(move)).setAfterNumber(after)));
  }

  HeadMove move(Optional<HeadMove> newest, ObjectId snapshot) {
    var target = new HeadMove.Target(folder, box.id());
    return HeadMove.sign(vault.id, target, newest, snapshot, device);
  }

  /// A stream that was opened for PUT.
  LinkStream putStream() throws Exception {
    LinkStream stream = link.open();
    new Opening.Put().write(stream);
    return stream;
  }

  /// Begins an object on a stream of its own.
  LinkStream begin(long number, int bytes) throws Exception {
    LinkStream stream = putStream();
    ByteBuffer header = ByteBuffer.allocate(PutWriter.RECORD_HEADER_BYTES);
    stream.output().write(header.putLong(number).putInt(bytes).array());
    return stream;
  }

  /// Sends a whole object on a stream of its own.
  void put(long number, byte[] stored) throws Exception {
    LinkStream stream = begin(number, stored.length);
    stream.output().write(stored);
    stream.output().close();
  }

  /// The next word on the control stream; nothing when it has ended or broken.
  Optional<ToHome> hear() throws IOException {
    Optional<ToHome> word;
    try {
      word = Frames.read(control.input(), ToHome.parser());
    } catch (farkeep.link.carrier.LinkClosedException e) {
      word = Optional.empty();
    }
    word.ifPresent(heard::add);
    return word;
  }

  /// Waits for the answer to a request.
  ToHome answer(long to) throws IOException {
    for (ToHome word : heard) if (word.getRequest() == to) return word;
    while (true) {
      ToHome word = hear().orElseThrow(() -> new AssertionError("ended; heard " + heard));
      if (word.getRequest() == to) return word;
    }
  }

  void mustFail(long to, Code code, String reason) throws IOException {
    ToHome word = answer(to);
    assertThat(word.getFailure().getCode()).as(word.toString()).isEqualTo(code);
    assertThat(word.getFailure().getReason()).contains(reason);
  }

  void mustBeRefused(long to, String reason) throws IOException {
    assertThat(answer(to).getRefused().getReason()).contains(reason);
  }

  /// The box must say of an object why it does not take it.
  void mustRefuse(long number, String reason) throws IOException {
    while (true) {
      ToHome word = hear().orElseThrow(() -> new AssertionError("ended; heard " + heard));
      if (!word.hasRefused()) continue;
      assertThat(word.getRefused().getReason()).contains(reason);
      assertThat(word.getRefused().getNumber()).isEqualTo(number);
      return;
    }
  }

  /// The session must end, with this as its last word.
  void mustEnd(String reason) throws IOException {
    while (hear().isPresent()) {
      // until the end
    }
    assertThat(heard).as("a last word").isNotEmpty();
    assertThat(heard.getLast().getRefused().getReason()).contains(reason);
  }

  /// The link must be closed by the box.
  void mustClose() throws IOException {
    while (hear().isPresent()) {
      // until the end
    }
    box.await("the box closes the link", () -> !link.isOpen());
  }

  /// The session must still answer.
  void mustGoOn() throws IOException {
    assertThat(answer(lacks(List.of())).hasLacks()).isTrue();
  }

  /// The box must have sent all it has to say on this stream and ended it, or have reset it.
  static void mustBreak(LinkStream stream) throws IOException {
    try {
      stream.input().readAllBytes();
    } catch (farkeep.link.carrier.LinkClosedException e) {
      // reset
    }
  }

  @Override
  public void close() {
    links.forEach(Link::close);
  }
}
