/** Files that Hadoop knows, as paths of {@code java.nio.file}: for reading only. */
@NullMarked
package io.github.weightwatcher4j.spark.hadoop;

import org.jspecify.annotations.NullMarked;
