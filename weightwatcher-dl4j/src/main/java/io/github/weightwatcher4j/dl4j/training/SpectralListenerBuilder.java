package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.change.Sharpening;
import io.github.weightwatcher4j.training.ListenerBuilder;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Collects how a {@link SpectralListener} works. Not for use by several threads. */
public final class SpectralListenerBuilder extends ListenerBuilder<SpectralListenerBuilder> {

  private Optional<Sharpening> sharpening = Optional.empty();

  SpectralListenerBuilder() {}

  @Override
  protected SpectralListenerBuilder self() {
    return this;
  }

  /**
   * Analyses at the end of each epoch whose number, from 1, is a multiple of {@code n}, at least 1;
   * the default is each. DL4J knows of epochs where {@code fit} is given an iterator or an early
   * stopping trainer runs, not where it is given a {@code DataSet} or arrays.
   */
  public SpectralListenerBuilder everyEpochs(int n) {
    return every(n, false);
  }

  /** Analyses after each update of the parameters whose number is a multiple of {@code n}. */
  public SpectralListenerBuilder everyIterations(int n) {
    return every(n, true);
  }

  /**
   * Takes the correlation traps out of the network's weights after each analysis, on the training
   * thread, in the layers that are analysed. This changes the training; the state of the updater
   * stays as it is. The analysis shows the weights before it.
   */
  public SpectralListenerBuilder sharpening(Sharpening value) {
    sharpening = Optional.of(value);
    return this;
  }

  /**
   * The listener, with its file open.
   *
   * @throws IllegalArgumentException where a number or an option is out of range
   * @throws UncheckedIOException where the file cannot be opened
   */
  public SpectralListener build() {
    return new SpectralListener(watch(SpectralListener.LOG), sharpening);
  }
}
