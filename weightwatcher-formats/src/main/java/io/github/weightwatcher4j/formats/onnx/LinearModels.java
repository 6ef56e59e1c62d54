package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.Optional;
import java.util.Set;

/**
 * Operations of {@code ai.onnx.ml}, which keep what they have learned in attributes: linear models
 * are a matrix {@code [targets, features]}, others are told by what they are.
 */
final class LinearModels {

  private static final Set<String> TREES =
      Set.of("TreeEnsembleClassifier", "TreeEnsembleRegressor", "TreeEnsemble");

  private static final Set<String> VECTORS =
      Set.of("Scaler", "Imputer", "TfIdfVectorizer", "OneHotEncoder", "LabelEncoder");

  private LinearModels() {}

  /** Whether the operation has learned something that its attributes hold. */
  static boolean is(Node node) {
    return node.op().startsWith("Linear")
        ? node.op().equals("LinearClassifier") || node.op().equals("LinearRegressor")
        : node.op().startsWith("SVM") || TREES.contains(node.op()) || VECTORS.contains(node.op());
  }

  /** Its coefficients as a matrix, or why there is none. */
  static NamedTensor coefficients(Node node) {
    String name = node.name().isBlank() ? node.op() : node.name();
    Optional<NamedTensor> given = node.numbers("coefficients");
    TensorShape shape = given.map(NamedTensor::shape).orElse(TensorShape.of(0));
    if (TREES.contains(node.op())) {
      return NamedTensor.unreadable(name, shape, Absence.NO_WEIGHTS, "decision trees, no matrix");
    }
    if (VECTORS.contains(node.op())) {
      return NamedTensor.unreadable(
          name, shape, Absence.NO_WEIGHTS, "numbers for each feature, no matrix");
    }
    long supports = supports(node);
    if (supports > 0) {
      return NamedTensor.unreadable(
          name,
          shape,
          "a %s kernel over %d support vectors, no matrix of weights"
              .formatted(
                  node.text("kernel_type").isEmpty() ? "LINEAR" : node.text("kernel_type"),
                  supports));
    }
    Optional<TensorView> numbers = given.flatMap(NamedTensor::view);
    if (numbers.isEmpty()) {
      String reason = given.map(NamedTensor::reason).orElse("");
      return NamedTensor.unreadable(
          name, shape, reason.isEmpty() ? "it has no coefficients" : "coefficients: " + reason);
    }
    long targets = targets(node);
    if (targets < 1 || shape.size() % targets != 0) {
      return NamedTensor.unreadable(
          name, shape, shape.size() + " coefficients are not for " + targets + " targets");
    }
    return NamedTensor.of(
        name, numbers.get().reshaped(TensorShape.of(targets, shape.size() / targets)));
  }

  private static long supports(Node node) {
    if (!node.op().startsWith("SVM")) {
      return 0;
    }
    long vectors = node.numbers("support_vectors").map(tensor -> tensor.shape().size()).orElse(0L);
    return Math.max(
        vectors > 0 ? 1 : 0,
        Math.max(
            node.integer("n_supports", 0),
            node.count("vectors_per_class") > 0
                ? node.integers("vectors_per_class").stream().mapToLong(Long::longValue).sum()
                : 0));
  }

  /** How many rows: what ONNX Runtime takes for it, the intercepts, then the labels. */
  private static long targets(Node node) {
    if (node.op().endsWith("Regressor")) {
      return node.integer("targets", 1);
    }
    long intercepts = node.numbers("intercepts").map(tensor -> tensor.shape().size()).orElse(0L);
    long labels = Math.max(node.count("classlabels_ints"), node.count("classlabels_strings"));
    return intercepts > 0 ? intercepts : Math.max(labels, node.count("classlabels_int64s"));
  }
}
