package io.github.weightwatcher4j.formats.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.model.Layer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread that is interrupted while it reads gives a whole result or none. */
class InterruptsTest {

  private static final int MOMENTS = 12;

  @TempDir Path folder;

  private static String describe(Path path) {
    WeightFile file = (WeightFile) new WeightFileAdapter().open(path).orElseThrow();
    return file.layers().stream().map(Layer::toString).toList() + " " + file.tensors();
  }

  @Test
  void aThreadThatIsInterruptedReadsNoFile() throws IOException {
    for (Subject subject : Subjects.ALL) {
      for (Sample sample : subject.samples().all()) {
        sample.write(folder.resolve("model"), sample.files());
        Path path = folder.resolve("model").resolve(sample.opened());
        Thread.currentThread().interrupt();
        Throwable thrown = null;
        try {
          describe(path);
        } catch (RuntimeException e) {
          thrown = e;
        }
        boolean kept = Thread.interrupted(); // before anything else needs the thread
        assertThat(thrown).as(subject.name()).isInstanceOf(CancellationException.class);
        assertThat(kept).as(subject.name()).isTrue();
      }
    }
  }

  @Test
  void anInterruptAtAnyMomentCancelsOrComesTooLate() throws Exception {
    for (Subject subject : Subjects.ALL) {
      Sample sample = subject.samples().all().get(0);
      sample.write(folder.resolve("model"), sample.files());
      Path path = folder.resolve("model").resolve(sample.opened());
      String whole = describe(path);
      for (int moment = 0; moment < MOMENTS; moment++) {
        assertThat(interrupted(path, 40L << moment)).as(subject.name()).isIn(whole, "cancelled");
      }
    }
  }

  /** What a thread gives that is interrupted after so many nanoseconds. */
  private static String interrupted(Path path, long nanos) throws Exception {
    CompletableFuture<String> told = new CompletableFuture<>();
    CompletableFuture<Boolean> started = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              started.complete(true);
              try {
                told.complete(describe(path));
              } catch (CancellationException e) {
                boolean kept = Thread.currentThread().isInterrupted();
                told.complete(kept ? "cancelled" : "cancelled without a trace");
              } catch (RuntimeException | Error e) {
                told.complete(e.toString());
              }
            });
    reader.start();
    started.get();
    for (long start = System.nanoTime(); System.nanoTime() - start < nanos; ) {
      Thread.onSpinWait();
    }
    reader.interrupt();
    return told.get(60, TimeUnit.SECONDS);
  }

  @Test
  void weightsAreNotReadByAThreadThatIsInterrupted() throws IOException {
    for (Subject subject : Subjects.ALL) {
      Sample sample = subject.samples().all().get(0);
      sample.write(folder.resolve("model"), sample.files());
      Path path = folder.resolve("model").resolve(sample.opened());
      List<Layer> layers =
          ((WeightFile) new WeightFileAdapter().open(path).orElseThrow())
              .layers().stream().filter(layer -> layer.weights().isPresent()).toList();
      assertThat(layers).as(subject.name()).isNotEmpty();
      Thread.currentThread().interrupt();
      Throwable thrown = null;
      try (var tensor = layers.get(0).weights().orElseThrow().opener().open()) {
        assertThat(tensor).isNull();
      } catch (RuntimeException e) {
        thrown = e;
      }
      boolean kept = Thread.interrupted();
      assertThat(thrown).as(subject.name()).isInstanceOf(CancellationException.class);
      assertThat(kept).as(subject.name()).isTrue();
    }
  }
}
