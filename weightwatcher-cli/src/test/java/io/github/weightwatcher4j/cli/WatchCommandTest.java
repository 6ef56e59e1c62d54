package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WatchCommandTest extends WatchedFolder {

  private RunningCommand start(String... options) {
    return RunningCommand.start(settling(options));
  }

  private CommandRun untilQuiet(String... options) {
    return CommandRun.of(
        Stream.concat(
                Arrays.stream(call("--settle", "40ms", "--stop-after", "0.3s")),
                Arrays.stream(options))
            .toArray(String[]::new));
  }

  private static List<String> models(List<TrainingStep> steps) {
    return steps.stream().map(step -> step.analysis().model()).toList();
  }

  @Test
  void filesAreAnalysedAsTheyAppearAndThePageIsRewritten() throws Exception {
    Path page = folder.resolve("pages/run.html");
    write("epoch-9.safetensors", 1);

    try (RunningCommand command = start("--report", page.toString())) {
      command.await(() -> lines() == 1);
      write("epoch-10.safetensors", 2);
      command.await(() -> lines() == 2);
      Path tuned = Files.createDirectory(checkpoints.resolve("checkpoint-1200"));
      Files.writeString(tuned.resolve("config.json"), "{}");
      Files.copy(checkpoints.resolve("epoch-9.safetensors"), tuned.resolve("model.safetensors"));
      command.await(() -> Files.readString(page).contains("checkpoint-1200"));

      assertThat(command.interrupt()).as(command.err()).isZero();
      assertThat(command.out().lines()).allMatch(line -> line.length() <= 80);
      assertThat(command.out())
          .contains("   10          0   ", "  epoch-10.safetensors\n", "ended, interrupted: 3 ");
      assertThat(command.err()).isEmpty();
    }
    assertThat(steps()).extracting(TrainingStep::epoch).containsExactly(9, 10, 10);
    assertThat(steps()).extracting(TrainingStep::iteration).containsExactly(0, 0, 1200);
    try (Stream<Path> left = Files.list(page.getParent())) {
      assertThat(left).containsExactly(page);
    }
  }

  @Test
  void aHalfWrittenFileIsToldOnceAndAnalysedWhenItIsWhole() throws Exception {
    Path whole = write("whole.safetensors", 3);
    byte[] bytes = Files.readAllBytes(whole);
    Files.delete(whole);
    Path half = checkpoints.resolve("epoch-1.safetensors");
    Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));

    try (RunningCommand command = start()) {
      command.await(() -> command.err().contains(half.toString()));
      Files.write(
          half,
          Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length - 7),
          StandardOpenOption.APPEND);
      write("epoch-2.safetensors", 4);
      command.await(() -> lines() == 1);
      Files.write(
          half,
          Arrays.copyOfRange(bytes, bytes.length - 7, bytes.length),
          StandardOpenOption.APPEND);
      command.await(() -> lines() == 2);

      assertThat(command.interrupt()).isZero();
      assertThat(command.err()).hasLineCount(1);
    }
    assertThat(models(steps())).containsExactly("epoch-2.safetensors", "epoch-1.safetensors");
  }

  @Test
  void aDamagedFileIsToldAndLosesNoOther() throws Exception {
    Files.writeString(checkpoints.resolve("epoch-1.pt"), "no weights at all");
    write("epoch-2.safetensors", 2);

    CommandRun run = untilQuiet();

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(run.err()).contains("epoch-1.pt").hasLineCount(1);
    assertThat(run.out()).endsWith("ended, nothing new for 0.3s: 1 analysed, 1 failed\n");
    assertThat(models(steps())).containsExactly("epoch-2.safetensors");
  }

  @Test
  void whatLiesThereIsAnalysedByAgeThenByNumber() throws Exception {
    FileTime one = FileTime.from(Instant.parse("2025-01-01T00:00:00Z"));
    FileTime other = FileTime.from(Instant.parse("2025-01-02T00:00:00Z"));
    Files.setLastModifiedTime(write("step-1.safetensors", 1), other);
    Files.setLastModifiedTime(write("step-10.safetensors", 2), one);
    Files.setLastModifiedTime(write("step-9.safetensors", 3), one);
    Files.writeString(checkpoints.resolve("notes.txt"), "none");
    write("model-00001-of-00002.safetensors", 4);
    write(".hidden.safetensors", 5);

    assertThat(untilQuiet().exitCode()).isZero();

    assertThat(steps()).extracting(TrainingStep::iteration).containsExactly(9, 10, 1);
  }

  @Test
  void startedAgainOnlyTheNewIsAppended() throws Exception {
    write("epoch-1.safetensors", 1);
    Path last = write("last.safetensors", 2);
    assertThat(untilQuiet().exitCode()).isZero();
    String before = Files.readString(history);

    CommandRun again = untilQuiet();
    assertThat(again.out()).contains("2 analyses in the history", "nothing new for 0.3s: 0 ");
    assertThat(Files.readString(history)).isEqualTo(before);

    Path moved = folder.resolve("moved");
    Files.move(checkpoints, moved);
    checkpoints = moved;
    write("epoch-2.safetensors", 3);
    last = moved.resolve(last.getFileName());
    Files.setLastModifiedTime(last, FileTime.from(Instant.now().plusSeconds(1)));
    assertThat(untilQuiet().exitCode()).isZero();
    assertThat(Files.readString(history)).startsWith(before);
    assertThat(models(steps()).subList(2, 4))
        .containsExactly("epoch-2.safetensors", "last.safetensors");
  }

  @Test
  void historyAndPageMayLieInTheFolderAndAPatternChooses() throws Exception {
    history = checkpoints.resolve("run.jsonl");
    Path page = checkpoints.resolve("run.html");
    String[] options = {"--report", page.toString(), "--pattern", "{run,best}*"};
    write("best.safetensors", 1);
    write("epoch-1.safetensors", 2);

    CommandRun run = untilQuiet(options);
    assertThat(run.exitCode()).as(run.err()).isZero();
    CommandRun again = untilQuiet(options);

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(models(steps())).containsExactly("best.safetensors");
    assertThat(page).content().contains("Epoch by epoch");
  }

  @Test
  void aConditionThatIsMetEndsItAtOnce() throws Exception {
    write("epoch-1.safetensors", 1);
    Files.setLastModifiedTime(
        checkpoints.resolve("epoch-1.safetensors"), FileTime.from(Instant.EPOCH));
    write("epoch-2.safetensors", 2);

    CommandRun run = CommandRun.of(call("--settle", "0s", "--fail-on", "analyzed>0"));

    assertThat(run.exitCode()).isEqualTo(ExitCodes.CONDITION_MET);
    assertThat(run.err()).contains("epoch-1.safetensors: analyzed>0 is met");
    assertThat(run.out()).contains("ended, a condition is met: 1 analysed");
    assertThat(lines()).isEqualTo(1);
  }

  @Test
  void aFileThatTakesThePlaceOfAnotherIsNew() throws Exception {
    Path last = write("last.safetensors", 1);

    try (RunningCommand command = start()) {
      command.await(() -> lines() == 1);
      Path next = folder.resolve("next");
      SampleFiles.write(next, Map.of("fc", SampleFiles.noise(40, 30, 2)));
      Files.move(next, last, StandardCopyOption.REPLACE_EXISTING);
      command.await(() -> lines() == 2);
    }
    assertThat(steps()).extracting(TrainingStep::epoch).containsExactly(1, 2);
  }

  @Test
  void whereNoCheckpointAppearedNothingIsKnown() throws Exception {
    CommandRun run = untilQuiet("--fail-on", "mean(alpha)>8");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.UNKNOWN);
    assertThat(run.err()).contains("nothing was analysed").hasLineCount(1);

    write("epoch-1.safetensors", 1);
    assertThat(untilQuiet().exitCode()).isZero();
    assertThat(untilQuiet().exitCode()).as("analysed before").isZero();
  }

  @Test
  void whatCannotBeDoneIsSaidBeforeTheWork() throws IOException {
    Path none = folder.resolve("none");
    CommandRun missing = CommandRun.of("watch", none.toString(), "--history", history.toString());
    assertThat(missing.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(missing.err()).contains(none + ": there is no such folder").hasLineCount(1);

    String log = history.toString();
    CommandRun wrong =
        CommandRun.of(
            "watch", checkpoints + "", "--history", log, "--report", log, "--every", "0s");
    assertThat(wrong.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(wrong.err()).contains("--every must be", "need a file each");
    assertThat(CommandRun.of(call("--settle", "5")).err()).contains("'5' is no time; write it as");
    assertThat(CommandRun.of("watch", checkpoints.toString()).err()).contains("--history");

    Files.writeString(history, "something else\n");
    CommandRun other = untilQuiet();
    assertThat(other.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(other.err()).contains(history.toString()).hasLineCount(1);
    assertThat(history).hasContent("something else\n");
  }
}
