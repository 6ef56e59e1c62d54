package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.compare.Change.Kind;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A layer, or a slice of one, in two models.
 *
 * @param name full name, as the reference has it, or as the other model has it where the reference
 *     lacks it
 * @param reference its row in the reference; empty where it was not analysed there
 * @param other its row in the other model; empty where it was not analysed there
 * @param alpha the difference of alpha; empty where it was not tested
 * @param untested why alpha was not tested, for people; empty text where it was
 * @param changes what is different, the worse first; empty where nothing is
 */
public record ComparedLayer(
    String name,
    Optional<LayerReport> reference,
    Optional<LayerReport> other,
    Optional<AlphaDifference> alpha,
    String untested,
    List<Change> changes) {

  /** Copies the changes; checks that alpha was tested or there is a reason, not both. */
  public ComparedLayer {
    Objects.requireNonNull(name);
    Objects.requireNonNull(reference);
    Objects.requireNonNull(other);
    changes = List.copyOf(changes);
    if (alpha.isPresent() != untested.isEmpty()) {
      throw new IllegalArgumentException(
          name + " needs a test of alpha or a reason but has " + alpha + " and '" + untested + "'");
    }
  }

  /** Whether the layer was analysed in both models. */
  public boolean isInBoth() {
    return reference.isPresent() && other.isPresent();
  }

  /** Whether anything of a kind is said of the layer. */
  public boolean is(Kind kind) {
    return changes.stream().anyMatch(change -> change.kind() == kind);
  }
}
