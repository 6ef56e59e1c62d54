package io.github.weightwatcher4j.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.random.RandomMatrix;
import io.github.weightwatcher4j.report.Analysis;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project that has the plugin, built by Maven, offline: what this build made lies in a repository
 * of its own, all else comes from the one that this build itself takes it from.
 */
class CheckIT {

  private static final Path HOME = Path.of(System.getProperty("maven.home"));
  private static final Path REPOSITORY = Path.of(System.getProperty("samples.repository"));
  private static final Path OUTER = Path.of(System.getProperty("outer.repository"));
  private static final String VERSION = System.getProperty("samples.version");

  @TempDir private Path project;

  /** How a build ended, and what it printed. */
  private record Built(int exitCode, String log) {}

  @BeforeEach
  void aModelOfNoise() throws IOException {
    Files.createDirectories(project.resolve("models"));
    writeNpy(project.resolve("models/noise.npy"), RandomMatrix.gaussian(1).draw(120, 60, 1));
  }

  @Tag("thorough")
  @Test
  void aModelThatMeetsNoConditionPassesAndLeavesReports() throws Exception {
    Built built =
        build(
            """
            <models><model>models/*.npy</model></models>
            <conditions><condition>mean(spectral_norm)>1e6</condition></conditions>
            """);

    assertThat(built.exitCode()).as(built.log()).isZero();
    assertThat(built.log()).contains("models/noise.npy: ").contains("BUILD SUCCESS");
    Path reports = project.resolve("target/weightwatcher");
    assertThat(AnalysisJson.read(reports.resolve("noise.npy.json")).details().size()).isEqualTo(1);
    assertThat(reports.resolve("noise.npy.html")).content().contains("WeightWatcher for Java");
    assertThat(reports.resolve("junit.xml")).content().contains("tests=");
    assertThat(reports.resolve("weightwatcher.sarif")).content().contains("\"2.1.0\"");
  }

  @Test
  void aModelThatMeetsAConditionFailsTheBuildWithItsLayerAndTheReport() throws Exception {
    Built built =
        build(
            """
            <models><model>models/noise.npy</model></models>
            <conditions><condition>verdict==random</condition></conditions>
            """);

    assertThat(built.exitCode()).as(built.log()).isNotZero();
    assertThat(built.log())
        .contains("1 of 1 models does not pass:")
        .contains("models/noise.npy, layer noise: verdict==random-like: is random-like")
        .contains("Reports are in ")
        .contains("BUILD FAILURE");
  }

  @Tag("thorough")
  @Test
  void aModelThatIsWorseThanItsBaselineFailsTheBuild() throws Exception {
    double[][] better = RandomMatrix.covariance(eigenvalues()).draw(120, 60, 2);
    Analysis before = new WeightWatcher(Map.of("noise", better)).analyze();
    AnalysisJson.write(before, project.resolve("baseline.json"));

    Built built =
        build(
            """
            <models><model>models/noise.npy</model></models>
            <baseline>baseline.json</baseline>
            <tolerance>0.1</tolerance>
            """);

    assertThat(built.exitCode()).as(built.log()).isNotZero();
    assertThat(built.log()).contains("layer noise: is worse than the baseline: ");
  }

  @Tag("thorough")
  @Test
  void whatIsNotThereOrNotUnderstoodIsToldBeforeTheWork() throws Exception {
    Built missing = build("<models><model>models/none.npy</model></models>");
    assertThat(missing.exitCode()).isNotZero();
    assertThat(missing.log())
        .contains("there is no model 'models/none.npy' in ")
        .contains("mend <models>")
        .doesNotContain("analysing");
  }

  @Tag("thorough")
  @Test
  void whatCannotBeToldFailsTheBuildWithTheWayOut() throws Exception {
    writeNpy(project.resolve("models/small.npy"), RandomMatrix.gaussian(1).draw(40, 12, 1));

    Built built =
        build(
            """
            <models><model>models/small.npy</model></models>
            <conditions><condition>verdict==random</condition></conditions>
            """);

    assertThat(built.exitCode()).as(built.log()).isNotZero();
    assertThat(built.log()).contains("<allowUnknown>true</allowUnknown> lets it pass");
  }

  private static double[] eigenvalues() {
    double[] values = new double[60];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.pow((i + 0.5) / values.length, -1 / 1.5); // alpha 2.5
    }
    return values;
  }

  private Built build(String configuration) throws Exception {
    Files.writeString(project.resolve("pom.xml"), pom(configuration));
    InvocationRequest request = new DefaultInvocationRequest();
    StringBuilder log = new StringBuilder();
    request.setBaseDirectory(project.toFile());
    request.addArg("verify");
    request.setBatchMode(true);
    request.setUserSettingsFile(settings());
    request.setGlobalSettingsFile(settings());
    request.setMavenHome(HOME.toFile());
    request.setLocalRepositoryDirectory(REPOSITORY.toFile());
    Properties properties = new Properties();
    properties.setProperty("aether.offline.protocols", "file");
    properties.setProperty("javacpp.platform.host", "true"); // as in the outer build
    request.setProperties(properties);
    request.setOffline(true);
    request.setOutputHandler(line -> log.append(line).append('\n'));
    InvocationResult result = new DefaultInvoker().execute(request);
    return new Built(result.getExitCode(), log.toString());
  }

  private static String pom(String configuration) {
    return """
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <groupId>sample</groupId>
      <artifactId>sample</artifactId>
      <version>1</version>
      <packaging>pom</packaging>
      <build>
        <plugins>
          <plugin>
            <groupId>io.github.weightwatcher4j</groupId>
            <artifactId>weightwatcher-maven-plugin</artifactId>
            <version>%s</version>
            <executions>
              <execution>
                <goals><goal>check</goal></goals>
                <configuration>%s</configuration>
              </execution>
            </executions>
          </plugin>
        </plugins>
      </build>
    </project>
    """
        .formatted(VERSION, configuration);
  }

  /** The repository of the outer build stands for all that a network would bring. */
  private File settings() throws IOException {
    Path file = project.resolve("settings.xml");
    Files.writeString(
        file,
        """
        <settings>
          <mirrors>
            <mirror>
              <id>outer</id>
              <mirrorOf>*</mirrorOf>
              <url>%s</url>
            </mirror>
          </mirrors>
        </settings>
        """
            .formatted(OUTER.toUri()));
    return file.toFile();
  }

  private static void writeNpy(Path file, double[][] matrix) throws IOException {
    String head =
        "{'descr': '<f8', 'fortran_order': False, 'shape': (%d, %d), }"
            .formatted(matrix.length, matrix[0].length);
    String padded = head + " ".repeat(63 - (10 + head.length()) % 64) + "\n";
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + padded.length() + 8 * matrix.length * matrix[0].length)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.putShort((short) padded.length()).put(padded.getBytes(StandardCharsets.US_ASCII));
    for (double[] row : matrix) {
      for (double value : row) {
        bytes.putDouble(value);
      }
    }
    Files.write(file, bytes.array());
  }
}
