package farkeep.vault.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TreePathTest {
  @Test
  void a_path_is_made_of_names_and_gives_them_back() {
    TreePath path = TreePath.ofText("a/b c/d");
    assertThat(path.names())
        .containsExactly(ByteString.ofText("a"), ByteString.ofText("b c"), ByteString.ofText("d"));
    assertThat(TreePath.of(path.names())).isEqualTo(path);
    assertThat(path.name()).isEqualTo(ByteString.ofText("d"));
    assertThat(path.parent()).isEqualTo(TreePath.ofText("a/b c"));
    assertThat(path).hasToString("a/b c/d");
    assertThat(TreePath.ofText("a").parent()).isEqualTo(TreePath.ROOT);
    assertThat(TreePath.ROOT.names()).isEmpty();
    assertThatThrownBy(TreePath.ROOT::parent).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_directory_stands_right_before_what_it_holds() {
    List<TreePath> ordered =
        List.of(
            TreePath.ROOT,
            TreePath.ofText("a"),
            TreePath.ofText("a/z"),
            TreePath.ofText("a\u0001"),
            TreePath.ofText("a b"),
            TreePath.ofText("a-b"),
            TreePath.of(List.of(ByteString.of(new byte[] {'a', -1}))));
    assertThat(ordered).isSorted();
  }

  @Test
  void below_means_at_any_depth_and_not_the_directory_itself() {
    TreePath a = TreePath.ofText("a");
    assertThat(TreePath.ofText("a/b/c").isBelow(a)).isTrue();
    assertThat(a.isBelow(a)).isFalse();
    assertThat(TreePath.ofText("ab").isBelow(a)).isFalse();
    assertThat(a.isBelow(TreePath.ROOT)).isTrue();
    assertThat(TreePath.ROOT.isBelow(TreePath.ROOT)).isFalse();
  }

  @Test
  void names_that_are_not_bytes_of_text_are_names() {
    ByteString latin1 = ByteString.of(new byte[] {'f', (byte) 0xfc, 'r'});
    assertThat(TreePath.ROOT.child(latin1).name().bytes()).isEqualTo(latin1.bytes());
  }

  @Test
  void what_is_no_name_is_refused() {
    for (byte[] name :
        new byte[][] {{}, {'.'}, {'.', '.'}, {'a', 0}, {'a', '/', 'b'}, new byte[256]}) {
      assertThatThrownBy(() -> TreePath.ROOT.child(ByteString.of(name)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (String key : List.of("a\0", "\0a", "a\0\0b", "a\0..\0b", "a/b")) {
      assertThatThrownBy(() -> new TreePath(ByteString.ofText(key)))
          .as(key)
          .isInstanceOf(IllegalArgumentException.class);
    }
    String longest = "n".repeat(255) + ("/" + "n".repeat(255)).repeat(15);
    assertThat(TreePath.ofText(longest).key().length()).isEqualTo(4_095);
    assertThatThrownBy(() -> TreePath.ofText(longest + "/n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a path of 4097 B; at most 4096");
  }
}
