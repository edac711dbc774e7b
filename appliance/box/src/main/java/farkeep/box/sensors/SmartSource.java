package farkeep.box.sensors;

/// Where what disks say of themselves comes from. Safe for many threads.
@FunctionalInterface
public interface SmartSource {
  /// What one disk says; may wait for it.
  ///
  /// @param device its path, such as `/dev/sda`
  SmartAnswer ask(String device);
}
