package farkeep.box.configuration;

/// A setting that cannot be used. The message names where it stands, its key, its value, and what
/// is allowed.
public class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param message where, which key, which value, and what is allowed
  public ConfigurationException(String message) {
    super(message);
  }
}
