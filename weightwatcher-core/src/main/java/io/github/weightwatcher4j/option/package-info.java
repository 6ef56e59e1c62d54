/** What an analysis is asked for, and who is told how far it has come. */
@NullMarked
package io.github.weightwatcher4j.option;

import org.jspecify.annotations.NullMarked;
