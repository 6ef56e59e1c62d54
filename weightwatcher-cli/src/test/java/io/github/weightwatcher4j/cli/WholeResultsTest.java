package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.export.HistoryWriter;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The command as a shell runs it, where files cannot grow, streams are full or closed, and signals
 * end it: what was there before is there after, whole, and the exit code tells.
 */
@EnabledOnOs(OS.LINUX)
@Tag("thorough")
class WholeResultsTest {

  private static final String MODEL = SampleFiles.RESNET20.toAbsolutePath().toString();

  @TempDir private Path folder;

  private static final String JAVA =
      "\"%s\" -Xmx512m -XX:-UsePerfData -XX:TieredStopAtLevel=1 %s "
          .formatted(
              Path.of(System.getProperty("java.home"), "bin", "java"),
              WeightWatcherCommand.class.getName());

  /** A command line of bash, in which {@code ww} is the command; its output is in files. */
  private Process start(String script) throws IOException {
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-c", "ww() { " + JAVA + "\"$@\"; }\n" + script)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out.log").toFile())
            .redirectError(folder.resolve("err.log").toFile());
    bash.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    bash.environment().put("MODEL", MODEL);
    return bash.start();
  }

  private int run(String script) throws IOException, InterruptedException {
    Process process = start(script);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(script).isTrue();
    return process.exitValue();
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("err.log"));
  }

  private List<String> unfinished() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".tmp"))
          .toList();
    }
  }

  private void writeHistory() throws IOException {
    Analysis analysis = new WeightWatcher(SampleFiles.RESNET20).analyze();
    try (HistoryWriter writer = HistoryWriter.appendTo(folder.resolve("run.jsonl"))) {
      writer.write(new TrainingStep(1, 1, OptionalDouble.empty(), Duration.ZERO, analysis));
    }
  }

  /** The limit of a file's size, 1024 bytes, stands for a full disk: also a newcomer may set it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "analyze $MODEL -q --layers 'layer1*' --json a.json --csv a.csv --markdown a.md"
            + " --report a.html --plots pictures"
            + "| a.json a.csv a.md a.html pictures/model-alpha.png",
        "convert $MODEL -q --force a.safetensors | a.safetensors",
        "history run.jsonl -q --report a.html --plots pictures"
            + "| a.html pictures/training-alpha-history.png",
        "demo -q --epochs 1 --out demo | demo/mlp.json demo/mlp.csv",
      })
  void whereTheDiskIsFullTheOldFilesStay(String call, String files) throws Exception {
    writeHistory();
    List<Path> old = new ArrayList<>();
    for (String name : files.split(" ", -1)) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      old.add(Files.writeString(file, "old"));
    }

    int code = run("(ulimit -f 1; ww " + call + ") | cat; exit ${PIPESTATUS[0]}");

    assertThat(code).as(errors()).isEqualTo(ExitCodes.FAILURE);
    assertThat(errors()).contains("weightwatcher: ", "File too large");
    assertThat(old).allSatisfy(file -> assertThat(file).hasContent("old"));
    assertThat(unfinished()).isEmpty();
  }

  /** Root is denied nothing, unless it gives that right up. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "analyze $MODEL -q --json locked/a.json --csv locked/b.csv --report locked/c/d.html",
        "analyze $MODEL -q --plots locked",
        "convert $MODEL -q locked/b.safetensors",
        "demo -q --out locked/demo",
      })
  void aFolderThatCannotBeWrittenToIsToldBeforeTheWork(String call) throws Exception {
    Path old = Files.createDirectory(folder.resolve("locked")).resolve("a.json");
    Files.writeString(old, "old");

    int code =
        run(
            "drop=; [ $(id -u) != 0 ] || drop='setpriv --bounding-set -dac_override';"
                + " chmod 555 locked; $drop "
                + JAVA
                + call
                + "; code=$?; chmod 755 locked; exit $code");

    assertThat(code).isIn(ExitCodes.FAILURE, ExitCodes.USAGE);
    assertThat(errors()).contains("cannot write to ", "no permission").hasLineCount(1);
    assertThat(folder.resolve("out.log")).as("before the work").isEmptyFile();
    assertThat(old).hasContent("old");
    assertThat(old.getParent()).isDirectoryNotContaining(path -> !path.equals(old));
  }

  @ParameterizedTest
  @ValueSource(strings = {"describe $MODEL >/dev/full", "formats >&-", "--version >/dev/full"})
  void whatCannotBePrintedIsToldInOneLine(String call) throws Exception {
    assertThat(run("ww " + call)).isEqualTo(ExitCodes.FAILURE);
    assertThat(errors())
        .startsWith("weightwatcher: cannot write to standard output: ")
        .hasLineCount(1);
  }

  @Test
  void aReaderWhoLeavesEndsTheCommandQuietly() throws Exception {
    assertThat(run("ww describe $MODEL | true; exit ${PIPESTATUS[0]}"))
        .isEqualTo(ExitCodes.READER_LEFT);
    assertThat(errors()).isEmpty();
  }

  @Test
  void closedStreamsGetIntoNoResult() throws Exception {
    String call = "ww analyze $MODEL -q --layers layer1.0.conv1 --json a.json";

    assertThat(run(call + " 2>&-")).isZero();
    byte[] whole = Files.readAllBytes(folder.resolve("a.json"));
    assertThat(run(call + " >&- 2>&-")).isEqualTo(ExitCodes.FAILURE);

    String text = new String(whole, StandardCharsets.UTF_8);
    assertThat(text).startsWith("{").endsWith("}\n");
    assertThat(folder.resolve("a.json")).content().startsWith("{").endsWith("}\n");
  }

  @Test
  void aResultIsNotWrittenWhereStandardOutputGoes() throws Exception {
    assertThat(run("ww analyze $MODEL -q --json a.json >a.json")).isEqualTo(ExitCodes.USAGE);
    assertThat(errors()).contains("standard output and --json need a file each");
  }

  /** A model of nothing but zeros, which takes long to convert and no room on the disk. */
  private void writeLargeModel() throws IOException {
    String header =
        "{\"fc.weight\":{\"dtype\":\"F16\",\"shape\":[32768,16384],\"data_offsets\":[0,1073741824]}}";
    byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer start = ByteBuffer.allocate(Long.BYTES + bytes.length);
    start.order(ByteOrder.LITTLE_ENDIAN).putLong(bytes.length).put(bytes);
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("large.safetensors").toFile(), "rw")) {
      file.write(start.array());
      file.setLength(start.capacity() + (1L << 30));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "KILL"})
  void aSignalLeavesTheOldFileWhole(String signal) throws Exception {
    writeLargeModel();
    Path file = Files.writeString(folder.resolve("a.safetensors"), "old");

    Process process = start("exec " + JAVA + "convert -q --force large.safetensors a.safetensors");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (unfinished().isEmpty() && process.isAlive() && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertThat(unfinished()).hasSize(1);
    String id = String.valueOf(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + signal, id).start().waitFor()).isZero();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isGreaterThan(128);
    assertThat(file).hasContent("old");
    assertThat(unfinished()).hasSize(signal.equals("KILL") ? 1 : 0);
  }
}
