package io.github.weightwatcher4j.dl4j.training;

import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that DL4J may lose penalties where it makes a graph of another. Nothing of ours is asked
 * when it does; but penalties are copied before, each by itself.
 */
final class GraphTransfers {

  private static final Logger LOG = LoggerFactory.getLogger(SpectralRegularizer.class);
  private static final long ONE_TRANSFER_NANOS = 1_000_000_000;

  /** When it was last said: a graph has many penalties. */
  private static final AtomicLong SAID = new AtomicLong(System.nanoTime() - ONE_TRANSFER_NANOS);

  private GraphTransfers() {}

  /** Called where a penalty is copied; logs at most a line a second. */
  static void warnOf(double lambda) {
    boolean transfer =
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames.anyMatch(
                        frame ->
                            frame
                                .getClassName()
                                .equals(TransferLearning.GraphBuilder.class.getName())));
    long now = System.nanoTime();
    long before = SAID.get();
    if (transfer && now - before >= ONE_TRANSFER_NANOS && SAID.compareAndSet(before, now)) {
      LOG.warn(
          "transfer learning may take the spectral penalty from vertices whose outputs or inputs"
              + " are replaced: SpectralRegularizer.of({}).addTo(network) on the new network puts it"
              + " on all that are trained",
          lambda);
    }
  }
}
