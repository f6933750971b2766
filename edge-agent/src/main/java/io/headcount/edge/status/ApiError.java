package io.headcount.edge.status;

/** The body of every answer that is not a success: what is wrong, and what to do. Immutable. */
record ApiError(String error, String hint) {}
