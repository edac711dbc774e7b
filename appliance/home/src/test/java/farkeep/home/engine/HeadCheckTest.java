package farkeep.home.engine;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.Bytes32;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.objects.log.HeadMove;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadCheckTest {
  private static final VaultId VAULT = new VaultId(new Bytes32(5, 6, 7, 8));
  private static final HeadMove.Target TARGET =
      new HeadMove.Target(new FolderTag(1, 2), new PeerId(new Bytes32(1, 2, 3, 4)));
  private static final SigningKey DEVICE = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);

  private static Optional<HeadMove> after(Optional<HeadMove> newest, int snapshot) {
    ObjectId id = ObjectId.ofStored(new byte[] {(byte) snapshot});
    return Optional.of(HeadMove.sign(VAULT, TARGET, newest, id, DEVICE));
  }

  @Test
  void a_box_is_rewound_when_it_shows_an_older_head_another_one_or_none() {
    Optional<HeadMove> first = after(Optional.empty(), 1);
    Optional<HeadMove> second = after(first, 2);
    Optional<HeadMove> other = after(first, 3);
    assertThat(HeadCheck.rewound(second, first)).isTrue();
    assertThat(HeadCheck.rewound(second, other)).isTrue();
    assertThat(HeadCheck.rewound(second, Optional.empty())).isTrue();
  }

  @Test
  void a_box_that_stands_still_or_went_on_is_not_rewound() {
    Optional<HeadMove> first = after(Optional.empty(), 1);
    Optional<HeadMove> second = after(first, 2);
    assertThat(HeadCheck.rewound(Optional.empty(), Optional.empty())).isFalse();
    assertThat(HeadCheck.rewound(Optional.empty(), first)).isFalse();
    assertThat(HeadCheck.rewound(first, first)).isFalse();
    assertThat(HeadCheck.rewound(first, second)).isFalse();
  }
}
