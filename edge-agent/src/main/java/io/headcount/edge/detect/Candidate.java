package io.headcount.edge.detect;

import io.headcount.analytics.geometry.Box;

/** A person as one place of a network's output proposes it; the box in pixels of the input. */
record Candidate(Box box, double score) {}
