package io.github.weightwatcher4j.spark;

import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** Jobs as Spark's pages tell of them. */
final class Labelled {

  private static final String DESCRIPTION = "spark.job.description";

  private Labelled() {}

  /**
   * Work whose jobs have a description and whose stages have a name. The description that the
   * caller's jobs have is put back; the caller's group, by which jobs are cancelled, stays.
   */
  static <T> T work(JavaSparkContext context, String stage, String description, Supplier<T> work) {
    @Nullable String before = context.getLocalProperty(DESCRIPTION);
    context.setLocalProperty(DESCRIPTION, "WeightWatcher: " + description);
    context.setCallSite(stage);
    try {
      return work.get();
    } finally {
      context.clearCallSite();
      context.setLocalProperty(DESCRIPTION, before);
    }
  }
}
