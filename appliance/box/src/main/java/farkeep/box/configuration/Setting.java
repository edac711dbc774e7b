package farkeep.box.configuration;

/// One `key = value` as somebody wrote it.
///
/// @param where file and line, or the flag
public record Setting(String where, String key, String value) {
  /// An exception that says that this setting is wrong.
  ///
  /// @param allowed what may stand there
  ConfigurationException wrong(String allowed) {
    return new ConfigurationException(
        "%s: %s = %s: allowed is %s".formatted(where, key, value, allowed));
  }
}
