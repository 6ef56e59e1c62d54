/** Which share of each layer's weights is set to zero, by how well the layer was trained. */
@NullMarked
package io.github.weightwatcher4j.pruning;

import org.jspecify.annotations.NullMarked;
