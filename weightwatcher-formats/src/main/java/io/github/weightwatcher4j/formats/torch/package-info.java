/**
 * PyTorch's checkpoints: zip archives with a pickle, and the pickles of before. A pickle is a
 * program; here it can make lists, dictionaries, texts, numbers and descriptions of tensors, and
 * nothing else: what it names is never looked up, let alone run.
 */
@NullMarked
package io.github.weightwatcher4j.formats.torch;

import org.jspecify.annotations.NullMarked;
