package io.headcount.collector.query;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Answers a question to the database in a transaction that changes nothing. */
@FunctionalInterface
interface Reading {
  <T> T read(Function<Handle, T> question);
}
