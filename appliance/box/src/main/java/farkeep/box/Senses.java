package farkeep.box;

import farkeep.box.configuration.BoxConfiguration;
import farkeep.box.configuration.HostPort;
import farkeep.box.panel.Panel;
import farkeep.box.reach.Reachability;
import farkeep.box.reach.SystemBeyond;
import farkeep.box.sensors.MachineSensors;
import farkeep.box.sensors.SensorFiles;
import farkeep.box.sensors.Smart;
import farkeep.box.sensors.SmartReports;
import farkeep.box.sensors.SmartSource;
import farkeep.box.upkeep.DiskConsent;
import farkeep.box.upkeep.Upkeep;
import farkeep.box.upkeep.UpkeepFiles;
import farkeep.objects.port.Randomness;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What a box on a real machine knows of it and of the network around it.
///
/// @param sensors all of it together
/// @param reach how far the network reaches
/// @param upkeep what the machine's own scripts have noted
/// @param consent by which somebody in the house agrees to a new disk
record Senses(MachineSensors sensors, Reachability reach, Upkeep upkeep, DiskConsent consent) {
  /// @param panel knows how the battery is
  static Senses of(BoxConfiguration configuration, Panel panel, Randomness randomness) {
    Reachability reach = reachability(configuration, randomness);
    BoxConfiguration.Notes notes = configuration.notes();
    Upkeep upkeep =
        new Upkeep(
            new UpkeepFiles(notes.updateStatus(), notes.blankDisk(), UpkeepFiles.OS_RELEASE));
    SmartSource smart =
        notes
            .smartReports()
            .<SmartSource>map(place -> new SmartReports(place, InstantSource.system()))
            .orElseGet(() -> new Smart(Smart.PROGRAM, Smart.WITHIN));
    MachineSensors sensors =
        new MachineSensors(
            new SensorFiles(Path.of("/")),
            smart,
            new MachineSensors.Elsewhere(panel::power, reach, upkeep));
    return new Senses(sensors, reach, upkeep, new DiskConsent(notes.adoptDisk(), upkeep));
  }

  private static Reachability reachability(BoxConfiguration configuration, Randomness randomness) {
    Optional<HostPort> server = configuration.internetCheck();
    SystemBeyond beyond = new SystemBeyond(() -> server.orElseThrow().resolve(), randomness);
    List<String> homes = configuration.reach().dialHome().stream().map(HostPort::host).toList();
    return new Reachability(beyond, server.isPresent(), homes);
  }

  /// Has them measured for as long as the group lasts.
  void start(TaskGroup group, Tasks tasks, Box box) {
    Upkeep.Listener listener =
        new Upkeep.Listener(box.events(), box.facts().catalogue(), box::lookAgain);
    group.start("sensors", () -> sensors.run(tasks));
    group.start("reach", () -> reach.run(tasks));
    group.start("upkeep", () -> upkeep.run(tasks, listener));
  }
}
