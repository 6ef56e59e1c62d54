/** How results of all modules become files; no part of the public interface. */
@NullMarked
package io.github.weightwatcher4j.export.internal;

import org.jspecify.annotations.NullMarked;
