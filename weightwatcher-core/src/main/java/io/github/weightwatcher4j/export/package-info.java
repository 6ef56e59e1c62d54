/**
 * An analysis as CSV, JSON and Markdown, under the Python tool's column names; a run as JSON lines.
 */
@NullMarked
package io.github.weightwatcher4j.export;

import org.jspecify.annotations.NullMarked;
