/** The results: a table of layers, a summary, findings, and where they came from. */
@NullMarked
package io.github.weightwatcher4j.report;

import org.jspecify.annotations.NullMarked;
