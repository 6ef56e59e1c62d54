/** Many models side by side, each in one row: a leaderboard of them by one number. */
@NullMarked
package io.github.weightwatcher4j.rank;

import org.jspecify.annotations.NullMarked;
