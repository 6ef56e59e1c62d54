/** Who does the work, when and in how much memory: a task for every selected layer of a model. */
@NullMarked
package io.github.weightwatcher4j.run.internal;

import org.jspecify.annotations.NullMarked;
