package farkeep.vault.tree;

import farkeep.objects.ObjectKind;
import java.io.IOException;

/// Where tree nodes come from: opened objects, of this machine or of a box. Trees load a node each
/// time they need it, so an implementation may keep some.
@FunctionalInterface
public interface NodeSource {
  /// The plain payload of a node, authenticated: opened from the object with the reference's id.
  ///
  /// @param kind FILE_NODE or PATH_NODE: what the object's header must say
  /// @param reference the node
  /// @return its payload; not changed by the trees
  /// @throws farkeep.objects.MalformedObjectException the object is not such a node
  /// @throws IOException it can't be had
  byte[] load(ObjectKind kind, NodeReference reference) throws IOException;
}
