/** What a user downloads, unpacked and run. */
@NullMarked
package io.github.weightwatcher4j.dist;

import org.jspecify.annotations.NullMarked;
