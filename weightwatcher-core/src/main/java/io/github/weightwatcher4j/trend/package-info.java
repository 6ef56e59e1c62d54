/** Whether one number follows another over a series of models, and how sure that is. */
@NullMarked
package io.github.weightwatcher4j.trend;

import org.jspecify.annotations.NullMarked;
