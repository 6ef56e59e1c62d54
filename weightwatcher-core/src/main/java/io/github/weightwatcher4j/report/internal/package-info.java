/** What modules of this project share to show results; no part of the public interface. */
@NullMarked
package io.github.weightwatcher4j.report.internal;

import org.jspecify.annotations.NullMarked;
