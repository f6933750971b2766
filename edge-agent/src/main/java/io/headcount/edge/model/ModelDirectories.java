package io.headcount.edge.model;

import java.nio.file.Path;

/**
 * Where catalogues lie. Immutable.
 *
 * @param shipped with the program, read only
 * @param own the owner's, written by {@code model add}; need not exist
 */
public record ModelDirectories(Path shipped, Path own) {}
