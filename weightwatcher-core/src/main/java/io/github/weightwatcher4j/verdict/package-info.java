/** What is said of a layer: its phase, and one verdict, each with the tests that led to it. */
@NullMarked
package io.github.weightwatcher4j.verdict;

import org.jspecify.annotations.NullMarked;
