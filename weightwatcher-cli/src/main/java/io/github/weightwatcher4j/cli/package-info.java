/**
 * The {@code weightwatcher} command: {@link io.github.weightwatcher4j.cli.WeightWatcherCommand} and
 * its subcommands.
 *
 * <p>Results go to standard output, progress and messages to standard error.
 */
@NullMarked
package io.github.weightwatcher4j.cli;

import org.jspecify.annotations.NullMarked;
