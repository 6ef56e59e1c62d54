package io.github.weightwatcher4j.run;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Sources.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.run.internal.WorkProgress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {

  private static Map<String, Object> model() {
    Map<String, Object> model = new LinkedHashMap<>();
    Random random = new Random(151);
    for (int i = 0; i < 15; i++) {
      model.put("fc" + i, gaussian(152 + i, 12 + random.nextInt(90), 12 + random.nextInt(90)));
    }
    model.put("too small", gaussian(170, 3, 3));
    double[][] broken = gaussian(171, 20, 20);
    broken[1][1] = Double.NaN;
    model.put("broken", broken);
    return model;
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 3})
  void theListenerHearsOfEveryLayerFromNoneToAll(int threads) {
    List<Progress> heard = new ArrayList<>();
    new WeightWatcher(model()).analyze(options -> options.threads(threads).progress(heard::add));
    assertThat(heard)
        .extracting(Progress::done)
        .isEqualTo(IntStream.rangeClosed(0, 16).boxed().toList());
    assertThat(heard).extracting(Progress::total).containsOnly(16);
    assertThat(heard.get(0)).isEqualTo(new Progress(0, 16, 0, ""));
    assertThat(heard.get(16).share()).isEqualTo(1);
    assertThat(heard).extracting(Progress::share).isSorted().allMatch(s -> s >= 0 && s <= 1);
    Set<String> names = new HashSet<>(heard.stream().skip(1).map(Progress::layer).toList());
    assertThat(names).hasSize(16).contains("broken").doesNotContain("too small");
  }

  @Test
  void theShareStaysBelowOneUntilTheEndWhateverTheRounding() {
    // Shares of very different size, finished in every order.
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      double[] work = random.doubles(30).map(x -> Math.pow(10, 18 * x)).toArray();
      double all = DoubleStream.of(work).sum();
      List<Progress> heard = new ArrayList<>();
      WorkProgress progress = new WorkProgress(heard::add, work.length);
      progress.start(all);
      for (double part : work) {
        progress.finished("layer", part);
      }
      assertThat(heard).extracting(Progress::share).isSorted().allMatch(s -> s <= 1);
    }
  }

  @Test
  void amodelWithoutLayersIsDoneAtOnce() {
    List<Progress> heard = new ArrayList<>();
    new WeightWatcher(Map.of()).analyze(options -> options.progress(heard::add));
    assertThat(heard).containsExactly(new Progress(0, 0, 1, ""));
  }

  @Test
  void aListenerThatThrowsLosesNothingAndIsToldNoMore() {
    AtomicInteger calls = new AtomicInteger();
    Analysis analysis =
        new WeightWatcher(model())
            .analyze(
                options ->
                    options.progress(
                        progress -> {
                          if (calls.incrementAndGet() == 3) {
                            throw new IllegalStateException("broken progress bar");
                          }
                        }));
    assertThat(analysis.details().size()).isEqualTo(15);
    assertThat(calls).hasValue(3);
  }

  @Test
  void theListenerIsCalledByOneThreadAtATime() {
    AtomicInteger inside = new AtomicInteger();
    List<Integer> together = new ArrayList<>();
    new WeightWatcher(map("a", gaussian(172, 30, 20), "b", gaussian(173, 30, 20)))
        .analyze(
            options ->
                options
                    .threads(2)
                    .progress(
                        progress -> {
                          together.add(inside.incrementAndGet());
                          Thread.onSpinWait();
                          inside.decrementAndGet();
                        }));
    assertThat(together).containsOnly(1);
  }
}
