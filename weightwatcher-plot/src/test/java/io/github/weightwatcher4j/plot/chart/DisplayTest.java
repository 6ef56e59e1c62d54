package io.github.weightwatcher4j.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Drawing in another JVM, where a display is promised that is not there. */
@EnabledOnOs(OS.LINUX)
class DisplayTest {

  @TempDir private Path folder;

  /** Draws a plot into the file that is named. */
  public static void main(String[] args) throws IOException {
    XyPlot.titled("plot").describedAs("").writePng(Path.of(args[0]));
  }

  @Test
  void noDisplayIsNeeded() throws Exception {
    assertThat(drawn("-Djava.awt.headless=true")).isEmpty();
    assertThat(folder.resolve("plot.png")).isNotEmptyFile();
  }

  @Test
  void aDisplayThatIsNotThereIsToldWithAdvice() throws Exception {
    assertThat(drawn("-Djava.awt.headless=false")).contains("-Djava.awt.headless=true");
  }

  private String drawn(String option) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(option);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(DisplayTest.class.getName(), folder.resolve("plot.png").toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DISPLAY", ":987");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
