/**
 * The bulk of a spectrum: the law that random weights follow, where it ends, and what lies beyond.
 */
@NullMarked
package io.github.weightwatcher4j.bulk;

import org.jspecify.annotations.NullMarked;
