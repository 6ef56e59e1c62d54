package io.github.weightwatcher4j.cuda;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an analysis left to the CPU, to be told in its notes: how much of it, and why. Where it is
 * not the user who asked for that, the first is logged at once.
 */
final class HandedOver {

  private static final Logger LOG = LoggerFactory.getLogger(HandedOver.class);

  /** Why the CPU did it. */
  enum Reason {
    ACCURATE("the method accurate asks for singular values, which are computed there", false),
    RANK("the rank hangs on eigenvalues that are lost to rounding when weights are squared", false),
    MEMORY("the GPU has not enough free memory", true),
    RESULT("the GPU found no result", true),
    DEVICE("the GPU failed and is not used any more", true);

    private final String why;
    private final boolean unasked;

    Reason(String why, boolean unasked) {
      this.why = why;
      this.unasked = unasked;
    }
  }

  private record Told(int count, String first) {}

  private final Map<Reason, Told> told = new EnumMap<>(Reason.class);

  /**
   * More that the CPU does.
   *
   * @param count of spectra
   * @param detail what was heard, of which the first is told; may be empty
   */
  synchronized void add(Reason reason, int count, String detail) {
    Told before = told.get(reason);
    if (before == null && reason.unasked) {
      LOG.warn("computed by LAPACK on the CPU: {}", sentence(reason, detail));
    }
    told.put(
        reason,
        before == null
            ? new Told(count, detail)
            : new Told(before.count() + count, before.first()));
  }

  /** A sentence for each reason there was. */
  synchronized List<String> notes() {
    List<String> notes = new ArrayList<>();
    told.forEach(
        (reason, what) ->
            notes.add(
                "LAPACK on the CPU, not the GPU, computed %s: %s"
                    .formatted(spectra(what.count()), sentence(reason, what.first()))));
    return notes;
  }

  private static String spectra(int count) {
    return count == 1 ? "1 spectrum" : count + " spectra";
  }

  private static String sentence(Reason reason, String detail) {
    return detail.isEmpty() ? reason.why : reason.why + " (" + detail + ")";
  }
}
