/** Whether a result passes: conditions on it, and what is worse in it than in a baseline. */
@NullMarked
package io.github.weightwatcher4j.check;

import org.jspecify.annotations.NullMarked;
