package farkeep.panel.ups;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.panel.HastyPace;
import farkeep.panel.serial.LineNotes;
import farkeep.panel.serial.LineSettings;
import farkeep.panel.serial.PluggedLine;
import farkeep.panel.serial.PtyPair;
import farkeep.panel.serial.SystemSerialPorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// On real pseudo-terminals, with a scripted UPS at the other end.
@Timeout(120)
class UpsOnTerminalTest {
  private static final Path NUT_DRIVERS = Path.of("/lib/nut");

  @TempDir Path directory;

  private final LinkedBlockingQueue<UpsState> told = new LinkedBlockingQueue<>();

  @Test
  void cut_low_noise_and_a_pulled_plug_are_told_in_their_order() throws Exception {
    HastyPace pace = new HastyPace(20);
    PtyPair first = new PtyPair(directory);
    LineSettings settings = LineSettings.megatec(first.ours());
    MegatecUps ups =
        new MegatecUps(
            new PluggedLine(new SystemSerialPorts(), settings, pace, new LineNotes()),
            pace,
            told::add);
    ScriptedUps scripted = new ScriptedUps(first.theirs());
    Thread running = Thread.ofPlatform().start(() -> run(ups));
    assertThat(next()).isInstanceOf(UpsState.OnMains.class);
    scripted.says("(230.0 1\u00ff\u0000\r\r#!x");
    scripted.answers(ScriptedUps.BATTERY);
    assertThat(next()).isInstanceOf(UpsState.OnBattery.class);
    scripted.answers(ScriptedUps.LOW);
    assertThat(next()).isInstanceOf(UpsState.BatteryLow.class);
    first.close();
    scripted.close();
    assertThat(next()).isInstanceOf(UpsState.Unknown.class);
    PtyPair second = new PtyPair(directory);
    ScriptedUps back = new ScriptedUps(second.theirs());
    assertThat(next()).isInstanceOf(UpsState.OnMains.class);
    assertThat(ups.lacks()).isEmpty();
    ups.close();
    running.join();
    second.close();
    back.close();
  }

  private UpsState next() throws InterruptedException {
    UpsState state = told.poll(60, TimeUnit.SECONDS);
    assertThat(state).as("a change within a minute").isNotNull();
    return state;
  }

  private static void run(Ups ups) {
    try {
      ups.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @CsvSource({"blazer_ser,", "nutdrv_qx, protocol=megatec"})
  void network_ups_tools_read_the_scripted_ups_as_we_do(String driver, String option)
      throws Exception {
    assertThat(NUT_DRIVERS.resolve(driver)).as("`make setup` installs nut-server").isExecutable();
    PtyPair pair = new PtyPair(directory);
    ScriptedUps scripted = new ScriptedUps(pair.theirs());
    assertThat(nut(driver, option, pair))
        .contains("ups.status: OL", "input.voltage: 230.0", "battery.voltage: 27.30")
        .contains("ups.load: 34", "ups.temperature: 25.0");
    scripted.answers(ScriptedUps.BATTERY);
    assertThat(nut(driver, option, pair)).contains("ups.status: OB", "input.voltage: 0.0");
    scripted.answers(ScriptedUps.LOW);
    assertThat(nut(driver, option, pair)).contains("ups.status: OB LB");
    pair.close();
    scripted.close();
  }

  /// What the driver says after looking once.
  private List<String> nut(String driver, @Nullable String option, PtyPair pair)
      throws IOException, InterruptedException {
    Path said = directory.resolve("nut.txt");
    String optionOrPort = option == null ? "port=" + pair.ours() : option;
    ProcessBuilder builder =
        new ProcessBuilder(
                NUT_DRIVERS.resolve(driver).toString(),
                "-s",
                "scripted",
                "-d",
                "1",
                "-u",
                System.getProperty("user.name"),
                "-x",
                optionOrPort,
                "-x",
                "port=" + pair.ours())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("NUT_STATEPATH", directory.toString());
    builder.environment().put("NUT_ALTPIDPATH", directory.toString());
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(driver + " did not end");
    }
    return Files.readAllLines(said, StandardCharsets.UTF_8);
  }
}
