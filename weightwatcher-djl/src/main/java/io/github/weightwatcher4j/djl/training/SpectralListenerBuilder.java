package io.github.weightwatcher4j.djl.training;

import io.github.weightwatcher4j.training.ListenerBuilder;
import java.io.UncheckedIOException;

/** Collects how a {@link SpectralListener} works. Not for use by several threads. */
public final class SpectralListenerBuilder extends ListenerBuilder<SpectralListenerBuilder> {

  SpectralListenerBuilder() {}

  @Override
  protected SpectralListenerBuilder self() {
    return this;
  }

  /**
   * Analyses at the end of each epoch whose number, from 1, is a multiple of {@code n}, at least 1;
   * the default is each.
   */
  public SpectralListenerBuilder everyEpochs(int n) {
    return every(n, false);
  }

  /**
   * Analyses after each batch whose number, from 1 and over all epochs, is a multiple of {@code n},
   * at least 1. DJL tells of a batch before the step that it leads to: the analysis is made with
   * the next batch, or at the end of the epoch, and shows that step.
   */
  public SpectralListenerBuilder everyBatches(int n) {
    return every(n, true);
  }

  /**
   * The listener, with its file open.
   *
   * @throws IllegalArgumentException where a number or an option is out of range
   * @throws UncheckedIOException where the file cannot be opened
   */
  public SpectralListener build() {
    return new SpectralListener(watch(SpectralListener.LOG));
  }
}
