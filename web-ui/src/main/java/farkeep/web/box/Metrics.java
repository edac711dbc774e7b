package farkeep.web.box;

import farkeep.web.box.view.BoxView;
import farkeep.web.box.view.Device;
import farkeep.web.box.view.Journal;
import farkeep.web.box.view.Keeping;
import farkeep.web.box.view.State;
import farkeep.web.box.view.Surroundings.Network;
import farkeep.web.box.view.Surroundings.Reached;
import farkeep.web.box.view.Surroundings.Sensor;
import farkeep.web.box.view.Verdict.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The box's figures for monitoring. Pure. What is not known has no family.
final class Metrics {
  private final OpenMetrics out = new OpenMetrics();

  private Metrics() {}

  static String of(BoxView view, Duration windowLeft) {
    Metrics metrics = new Metrics();
    metrics.verdict(view);
    metrics.keeping(view.keeping());
    metrics.devices(view.devices());
    view.surroundings().network().ifPresent(metrics::network);
    metrics.sensors(view.surroundings().sensors());
    metrics.program(view, windowLeft);
    return metrics.out.text();
  }

  private void verdict(BoxView view) {
    out.gauge("farkeep_state", "", "1 for the state that the box is in.");
    for (State state : State.values()) {
      out.sample(
          "farkeep_state",
          Map.of("state", HealthJson.name(state)),
          state == view.verdict().state() ? 1 : 0);
    }
    out.gauge("farkeep_cause", "", "1 for each cause that holds.");
    Stream.concat(Stream.of(view.verdict().worst()), view.verdict().further().stream())
        .map(Cause::code)
        .distinct()
        .forEach(code -> out.sample("farkeep_cause", Map.of("code", code), 1));
  }

  private void keeping(Keeping keeping) {
    keeping.space().ifPresent(this::space);
    if (!keeping.activity().isEmpty()) {
      gauge(
          "farkeep_received_today_bytes",
          "bytes",
          "Received since midnight.",
          keeping.activity().getLast().receivedBytes());
    }
    keeping
        .scrub()
        .ifPresent(scrub -> {
          moment("farkeep_scrub_finished_timestamp_seconds", "Last scrub.", scrub.finished());
          gauge("farkeep_scrub_objects", "", "Objects read by it.", scrub.objects());
          gauge("farkeep_scrub_damaged", "", "Damaged ones among them.", scrub.damaged());
        });
    keeping
        .certificates()
        .ifPresent(proven ->
            gauge("farkeep_snapshots_proven", "", "Proven complete.", proven.snapshots()));
    keeping
        .powerCutsSurvived()
        .ifPresent(cuts ->
            out.counter("farkeep_power_cuts_survived", "Starts after an end nobody asked for.")
                .sample("farkeep_power_cuts_survived_total", cuts));
  }

  private void space(Keeping.Space space) {
    gauge("farkeep_kept_bytes", "bytes", "What the vaults take.", space.keptBytes());
    gauge("farkeep_free_bytes", "bytes", "Free, the reserve among it.", space.freeBytes());
    gauge("farkeep_disk_bytes", "bytes", "Size of the disk.", space.totalBytes());
    gauge("farkeep_reserve_bytes", "bytes", "Never filled.", space.reserveBytes());
    space
        .fullIn()
        .ifPresent(in -> gauge("farkeep_full_in_seconds", "seconds", "Forecast.", in.toSeconds()));
  }

  private void devices(List<Device> devices) {
    perDevice(
        devices, "farkeep_device_last_contact_timestamp_seconds", "Spoke.", Device::lastContact);
    perDevice(
        devices,
        "farkeep_device_newest_snapshot_timestamp_seconds",
        "Newest complete snapshot.",
        Device::newestSnapshot);
    if (devices.isEmpty()) return;
    out.gauge("farkeep_device_sessions", "", "Open now.");
    for (Device device : devices) {
      out.sample("farkeep_device_sessions", label(device), device.sessions());
    }
  }

  private void perDevice(
      List<Device> devices, String name, String help, Function<Device, Optional<Instant>> of) {
    if (devices.stream().allMatch(device -> of.apply(device).isEmpty())) return;
    out.gauge(name, "seconds", help);
    for (Device device : devices) {
      of.apply(device).ifPresent(at -> out.sample(name, label(device), at));
    }
  }

  private static Map<String, String> label(Device device) {
    return Map.of("device", Integer.toString(device.number()));
  }

  private void network(Network network) {
    out.gauge("farkeep_reached", "", "1 for what was reached at the last try, 0 for what was not.");
    reached("lan", network.lan());
    reached("internet", network.internet());
    reached("udp", network.udp());
    reached("home", network.home());
  }

  private void reached(String what, Reached reached) {
    if (reached == Reached.NOT_TRIED) return;
    out.sample("farkeep_reached", Map.of("what", what), reached == Reached.YES ? 1 : 0);
  }

  private void sensors(List<Sensor> sensors) {
    List<Sensor.Temperature> temperatures =
        sensors.stream()
            .filter(Sensor.Temperature.class::isInstance)
            .map(Sensor.Temperature.class::cast)
            .toList();
    if (!temperatures.isEmpty()) {
      out.gauge("farkeep_temperature_celsius", "celsius", "Of parts of the box.");
    }
    for (Sensor.Temperature temperature : temperatures) {
      out.sample(
          "farkeep_temperature_celsius",
          Map.of("part", HealthJson.name(temperature.part())),
          temperature.celsius());
    }
    for (Sensor sensor : sensors) sensor(sensor);
  }

  private void sensor(Sensor sensor) {
    switch (sensor) {
      case Sensor.Temperature _ -> {} // written before, as one family
      case Sensor.DiskHealth disk -> {
        gauge("farkeep_disk_good", "", "The disk's own verdict.", disk.good() ? 1 : 0);
        disk.worn().ifPresent(worn -> gauge("farkeep_disk_worn", "", "Replaced sectors.", worn));
        disk.poweredHours()
            .ifPresent(hours ->
                gauge("farkeep_disk_powered_seconds", "seconds", "It has run.", hours * 3_600));
      }
      case Sensor.Supply supply ->
          gauge("farkeep_voltage_enough", "", "Since the start.", supply.enough() ? 1 : 0);
      case Sensor.Battery battery -> {
        gauge("farkeep_on_battery", "", "The mains is gone.", battery.onBattery() ? 1 : 0);
        battery
            .chargePercent()
            .ifPresent(percent -> gauge("farkeep_battery_percent", "", "Charge.", percent));
      }
    }
  }

  private void program(BoxView view, Duration windowLeft) {
    view.journal()
        .startedAt()
        .ifPresent(at -> moment("farkeep_started_timestamp_seconds", "Of the program.", at));
    Journal.Software software = view.journal().software();
    software
        .system()
        .ifPresent(version -> {
          out.gauge("farkeep_system_version", "", "1 for the version of the system that runs.");
          out.sample("farkeep_system_version", Map.of("version", version), 1);
        });
    software.update().ifPresent(this::update);
    gauge("farkeep_window_left_seconds", "seconds", "The host may act.", windowLeft.toSeconds());
  }

  private void update(Journal.Update update) {
    out.gauge("farkeep_update", "", "1 for what became of the last update of the system.");
    Map<String, String> labels = new TreeMap<>();
    labels.put("stage", update.stage());
    labels.put("why", update.why());
    out.sample("farkeep_update", labels, 1);
    moment("farkeep_update_timestamp_seconds", "When it came to that.", update.at());
  }

  private void gauge(String name, String unit, String help, double value) {
    out.gauge(name, unit, help).sample(name, value);
  }

  private void moment(String name, String help, Instant at) {
    out.gauge(name, "seconds", help).sample(name, Map.of(), at);
  }
}
