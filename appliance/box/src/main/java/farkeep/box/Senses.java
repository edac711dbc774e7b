package farkeep.box;

import farkeep.box.configuration.BoxConfiguration;
import farkeep.box.configuration.HostPort;
import farkeep.box.panel.Panel;
import farkeep.box.reach.Reachability;
import farkeep.box.reach.SystemBeyond;
import farkeep.box.sensors.MachineSensors;
import farkeep.box.sensors.SensorFiles;
import farkeep.box.sensors.Smart;
import farkeep.box.upkeep.Upkeep;
import farkeep.box.upkeep.UpkeepFiles;
import farkeep.objects.port.Randomness;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a box on a real machine knows of it and of the network around it.
///
/// @param sensors all of it together
/// @param reach how far the network reaches
/// @param upkeep what the machine's own scripts have noted
record Senses(MachineSensors sensors, Reachability reach, Upkeep upkeep) {
  /// @param panel knows how the battery is
  static Senses of(BoxConfiguration configuration, Panel panel, Randomness randomness) {
    Reachability reach = reachability(configuration, randomness);
    Upkeep upkeep =
        new Upkeep(new UpkeepFiles(configuration.notes().updateStatus(), UpkeepFiles.OS_RELEASE));
    MachineSensors sensors =
        new MachineSensors(
            new SensorFiles(Path.of("/")),
            new Smart(Smart.PROGRAM, Smart.WITHIN),
            new MachineSensors.Elsewhere(panel::power, reach, upkeep));
    return new Senses(sensors, reach, upkeep);
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
