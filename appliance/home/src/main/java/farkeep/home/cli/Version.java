package farkeep.home.cli;

import picocli.CommandLine.IVersionProvider;

/// What `--version` prints: the version that the build wrote into the jar.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"farkeep " + number()};
  }

  /// The version, or `development` when run from classes.
  static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
