package io.headcount.edge.access;

import io.headcount.web.access.TokenHash;
import java.time.Instant;

/**
 * What is known of a token that lets a program read. Immutable.
 *
 * @param name given by who made it
 */
public record ProgramToken(String name, TokenHash hash, Instant created) {}
