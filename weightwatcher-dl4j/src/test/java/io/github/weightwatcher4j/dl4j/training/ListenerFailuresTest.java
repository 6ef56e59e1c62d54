package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.report.TrainingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.Sgd;

/** Training goes on, whatever happens in a listener. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ListenerFailuresTest {

  private static SpectralListenerBuilder builder(boolean background) {
    return background
        ? SpectralListener.builder().inBackground().queue(5)
        : SpectralListener.builder();
  }

  private static void train(SpectralListener listener, int epochs) throws InterruptedException {
    MultiLayerNetwork net = Trained.layers();
    net.setListeners(listener);
    net.fit(Trained.data(), epochs);
    listener.await();
    assertThat(net.getEpochCount()).isEqualTo(epochs);
  }

  @ParameterizedTest(name = "background {0}")
  @ValueSource(booleans = {false, true})
  void anAnalysisThatFailsIsCounted(boolean background) throws InterruptedException {
    try (SpectralListener listener =
        builder(background).options(o -> o.layers(LayerSelector.byName("fc9"))).build()) {
      train(listener, 3);

      assertThat(listener.history().steps()).isEmpty();
      assertThat(listener.cost().failures()).isEqualTo(3);
      assertThat(listener.cost().analyses()).isZero();
      assertThat(listener.cost().dropped()).isZero();
    }
  }

  @ParameterizedTest(name = "background {0}")
  @ValueSource(booleans = {false, true})
  void aCallbackThatThrowsKeepsNothingFromTheOthers(boolean background)
      throws InterruptedException {
    List<Integer> told = new ArrayList<>();
    List<Integer> findings = new ArrayList<>();
    try (SpectralListener listener =
        builder(background)
            .onAnalysis(
                step -> {
                  throw new AssertionError("a check of the user");
                })
            .onAnalysis(step -> told.add(step.epoch()))
            .onFinding((step, finding) -> findings.add(step.epoch()))
            .build()) {
      train(listener, 3);

      assertThat(told).containsExactly(1, 2, 3);
      assertThat(findings).isNotEmpty();
      assertThat(listener.cost().failures()).isEqualTo(3);
      assertThat(listener.cost().analyses()).isEqualTo(3);
    }
  }

  @Test
  void aFailureIsLoggedOnceWithItsCauseAndWhatToDo() throws InterruptedException {
    try (ErrorStream log = ErrorStream.captured();
        SpectralListener listener =
            SpectralListener.builder()
                .onAnalysis(
                    step -> {
                      throw new NoSuchMethodError("org.example.Old.method()");
                    })
                .build()) {
      train(listener, 3);

      assertThat(listener.cost().failures()).isEqualTo(3);
      assertThat(log.text())
          .containsOnlyOnce("onAnalysis failed; training goes on")
          .containsOnlyOnce("java.lang.NoSuchMethodError: org.example.Old.method()")
          .contains("two versions of it are there: mvn dependency:tree shows them");
    }
  }

  @Test
  void aListenerThatHeardOfNoEpochSaysSoWhenItIsClosed() {
    MultiLayerNetwork net = Trained.layers();
    try (ErrorStream log = ErrorStream.captured()) {
      try (SpectralListener listener = SpectralListener.builder().build()) {
        net.setListeners(listener);
        net.fit(Trained.data().next());
      }
      assertThat(log.text())
          .containsOnlyOnce("no epoch ended, and so nothing was analysed")
          .contains("everyIterations(n) analyses without");

      SpectralListener.builder().build().close();
      assertThat(log.text()).containsOnlyOnce("no training told this listener of an update");
    }
  }

  @Test
  void balancingThatFailsLeavesTheRatesAndTheTrainingGoesOn() {
    MultiLayerNetwork net = SteeredNets.dense(new Sgd(0.1));
    net.setListeners(BalancedLearningRates.linear().layers(LayerSelector.byName("fc9")));

    SteeredNets.fit(net, 2);

    assertThat(net.getEpochCount()).isEqualTo(2);
    assertThat(net.getLearningRate(1)).isEqualTo(0.1);
  }

  @Test
  void aScoreWhoseAnalysisFailsIsTheWorst() {
    SpectralScore<MultiLayerNetwork> score =
        SpectralScore.<MultiLayerNetwork>alphaDistance()
            .options(o -> o.layers(LayerSelector.byName("fc9")));

    assertThat(score.calculateScore(Trained.layers())).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(score.latest()).isEmpty();
  }

  @Test
  void aFullQueueDropsAndTrainingDoesNotWait() throws InterruptedException {
    CountDownLatch trained = new CountDownLatch(1);
    try (SpectralListener listener =
        SpectralListener.builder()
            .inBackground()
            .queue(2)
            .onAnalysis(step -> awaitQuietly(trained)) // the worker is busy until training is over
            .build()) {
      MultiLayerNetwork net = Trained.layers();
      net.setListeners(listener);
      net.fit(Trained.data(), 8);
      assertThat(listener.cost().dropped()).isEqualTo(5);

      trained.countDown();
      listener.await();
      assertThat(listener.history().steps())
          .extracting(TrainingStep::epoch)
          .containsExactly(1, 2, 3);
      net.fit(Trained.data());
      listener.await();
      assertThat(listener.latest()).isPresent();
      assertThat(listener.cost().analyses()).isEqualTo(4);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void closingWaitsForTheCopiesThatWereTaken() {
    SpectralListener listener = SpectralListener.builder().inBackground().queue(9).build();
    MultiLayerNetwork net = Trained.layers();
    net.setListeners(listener);
    net.fit(Trained.data(), 6);

    listener.close();
    listener.close();

    assertThat(listener.history().steps()).hasSize(6);
    net.fit(Trained.data(), 2);
    assertThat(listener.history().steps()).as("a closed listener").hasSize(6);
  }

  @Test
  void anInterruptedCloseGivesUpTheCopiesThatWait() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    SpectralListener listener =
        SpectralListener.builder()
            .inBackground()
            .queue(3)
            .onAnalysis(step -> awaitQuietly(over))
            .build();
    MultiLayerNetwork net = Trained.layers();
    net.setListeners(listener);
    net.fit(Trained.data(), 3);

    Thread.currentThread().interrupt();
    listener.close();
    assertThat(Thread.interrupted()).isTrue();
    over.countDown();
    listener.await();

    assertThat(listener.history().steps()).hasSizeLessThan(3);
  }

  @Test
  void waitingIsInterrupted() {
    CountDownLatch over = new CountDownLatch(1);
    try (SpectralListener listener =
        SpectralListener.builder().inBackground().onAnalysis(step -> awaitQuietly(over)).build()) {
      MultiLayerNetwork net = Trained.layers();
      net.setListeners(listener);
      net.fit(Trained.data());

      Thread.currentThread().interrupt();
      assertThatThrownBy(listener::await).isInstanceOf(InterruptedException.class);
      over.countDown();
    }
  }
}
