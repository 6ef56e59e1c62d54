/** The Maven plugin: the rules of the command line's gate, as a goal. */
@NullMarked
package io.github.weightwatcher4j.maven;

import org.jspecify.annotations.NullMarked;
