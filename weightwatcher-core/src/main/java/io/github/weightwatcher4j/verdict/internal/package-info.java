/** How phases and verdicts are found. */
@NullMarked
package io.github.weightwatcher4j.verdict.internal;

import org.jspecify.annotations.NullMarked;
