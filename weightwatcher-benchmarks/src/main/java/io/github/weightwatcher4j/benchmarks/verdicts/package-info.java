/** Programs that measure how often a verdict is wrong; docs/verdicts.md has what they print. */
@NullMarked
package io.github.weightwatcher4j.benchmarks.verdicts;

import org.jspecify.annotations.NullMarked;
