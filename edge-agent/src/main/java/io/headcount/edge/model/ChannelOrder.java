package io.headcount.edge.model;

/** Which colour a model's first input plane holds. */
public enum ChannelOrder {
  RGB,
  BGR
}
