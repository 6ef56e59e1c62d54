package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.training.ListenerBuilder;
import java.io.UncheckedIOException;

/** Collects how a {@link SpectralGraphListener} works. Not for use by several threads. */
public final class SpectralGraphListenerBuilder
    extends ListenerBuilder<SpectralGraphListenerBuilder> {

  SpectralGraphListenerBuilder() {}

  @Override
  protected SpectralGraphListenerBuilder self() {
    return this;
  }

  /**
   * Analyses at the end of each epoch whose number, from 1, is a multiple of {@code n}, at least 1;
   * the default is each.
   */
  public SpectralGraphListenerBuilder everyEpochs(int n) {
    return every(n, false);
  }

  /** Analyses after each update of the variables whose number is a multiple of {@code n}. */
  public SpectralGraphListenerBuilder everyIterations(int n) {
    return every(n, true);
  }

  /**
   * The listener, with its file open.
   *
   * @throws IllegalArgumentException where a number or an option is out of range
   * @throws UncheckedIOException where the file cannot be opened
   */
  public SpectralGraphListener build() {
    return new SpectralGraphListener(watch(SpectralGraphListener.LOG));
  }
}
