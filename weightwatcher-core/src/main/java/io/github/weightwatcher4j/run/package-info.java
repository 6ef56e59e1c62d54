/** How far the work has come, for whoever wants to be told. */
@NullMarked
package io.github.weightwatcher4j.run;

import org.jspecify.annotations.NullMarked;
