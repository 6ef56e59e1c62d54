package io.github.weightwatcher4j.run.internal;

import io.github.weightwatcher4j.run.Progress;
import io.github.weightwatcher4j.run.ProgressListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts finished work and tells the listener, one call at a time. */
public final class WorkProgress {

  private static final Logger LOG = LoggerFactory.getLogger(WorkProgress.class);

  private final ProgressListener listener;
  private final int total;
  private double work;
  private int done;
  private double workDone;
  private boolean broken;

  public WorkProgress(ProgressListener listener, int total) {
    this.listener = listener;
    this.total = total;
  }

  public synchronized void start(double allWork) {
    work = allWork;
    tell("");
  }

  public synchronized void finished(String layer, double itsWork) {
    done++;
    workDone += itsWork;
    tell(layer);
  }

  private void tell(String layer) {
    if (broken) {
      return;
    }
    double share = done == total ? 1 : Math.min(1, workDone / work); // sums round
    try {
      listener.onProgress(new Progress(done, total, share, layer));
    } catch (RuntimeException e) {
      broken = true; // a broken progress bar must not lose the analysis
      LOG.warn("the progress listener failed and will not be called again", e);
    }
  }
}
