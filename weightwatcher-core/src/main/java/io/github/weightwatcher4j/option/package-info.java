/** What can be asked of an analysis: every option, declared once as data. */
@NullMarked
package io.github.weightwatcher4j.option;

import org.jspecify.annotations.NullMarked;
