package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.cli.TrainingProgress.Display;
import java.io.PrintWriter;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err progress and messages
 * @param display how progress is shown
 */
record Console(PrintWriter out, PrintWriter err, Display display) {}
