package io.headcount.analytics.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * HOTA as its paper writes it, without any care for speed: all pairings of a frame are tried, and
 * every match counts its own TPA, FNA and FPA over the whole sequence. Immutable once made.
 */
final class PlainHota {
  private record Pair(MotRow truth, MotRow track) {
    double iou() {
      return truth.box().iou(track.box());
    }
  }

  private record Ids(long truth, long track) {}

  private final List<MotRow> truth;
  private final List<MotRow> tracks;
  private final Map<Ids, Double> alignments = new HashMap<>();
  private final List<Pair> all = new ArrayList<>();

  PlainHota(List<MotRow> truth, List<MotRow> tracks) {
    this.truth = truth;
    this.tracks = tracks;
    for (int frame : truth.stream().mapToInt(MotRow::frame).distinct().toArray()) {
      all.addAll(best(at(truth, frame), at(tracks, frame)));
    }
  }

  double hota() {
    return mean(alpha -> Math.sqrt(detA(alpha) * assA(alpha)));
  }

  double detA() {
    return mean(this::detA);
  }

  double assA() {
    return mean(this::assA);
  }

  private double mean(ToDoubleFunction<Double> measure) {
    return IntStream.rangeClosed(1, 19)
        .mapToDouble(i -> measure.applyAsDouble(i * 0.05))
        .average()
        .orElseThrow();
  }

  private double detA(double alpha) {
    double matched = matches(alpha).size();
    return matched / (truth.size() + tracks.size() - matched);
  }

  private double assA(double alpha) {
    List<Pair> matches = matches(alpha);
    double sum = 0;
    for (Pair match : matches) {
      long id = match.truth.id();
      long track = match.track.id();
      double tpa =
          matches.stream().filter(m -> m.truth.id() == id && m.track.id() == track).count();
      double fna = truth.stream().filter(row -> row.id() == id).count() - tpa;
      double fpa = tracks.stream().filter(row -> row.id() == track).count() - tpa;
      sum += tpa / (tpa + fna + fpa);
    }
    return matches.isEmpty() ? 0 : sum / matches.size();
  }

  private List<Pair> matches(double alpha) {
    return all.stream().filter(match -> match.iou() >= alpha - 1e-9).toList();
  }

  private List<Pair> best(List<MotRow> there, List<MotRow> here) {
    if (there.isEmpty()) {
      return List.of();
    }
    List<MotRow> others = there.subList(1, there.size());
    List<Pair> best = best(others, here);
    for (MotRow track : here) {
      Pair pair = new Pair(there.getFirst(), track);
      if (pair.iou() > 0) {
        List<Pair> with = new ArrayList<>(List.of(pair));
        with.addAll(best(others, here.stream().filter(row -> !row.equals(track)).toList()));
        best = weight(with) > weight(best) ? with : best;
      }
    }
    return best;
  }

  private double weight(List<Pair> pairs) {
    return pairs.stream().mapToDouble(this::weight).sum();
  }

  private double weight(Pair pair) {
    Ids ids = new Ids(pair.truth.id(), pair.track.id());
    return pair.iou() * alignments.computeIfAbsent(ids, this::alignment);
  }

  private double alignment(Ids ids) {
    long id = ids.truth;
    long track = ids.track;
    double shares = 0;
    for (MotRow a : truth) {
      for (MotRow b : tracks) {
        if (a.id() == id && b.id() == track && a.frame() == b.frame()) {
          double ofTruth = sum(at(tracks, a.frame()), a);
          double ofTrack = sum(at(truth, a.frame()), b);
          double iou = a.box().iou(b.box());
          shares += iou == 0 ? 0 : iou / (ofTruth + ofTrack - iou);
        }
      }
    }
    double boxes =
        truth.stream().filter(row -> row.id() == id).count()
            + tracks.stream().filter(row -> row.id() == track).count();
    return shares / (boxes - shares);
  }

  private static double sum(List<MotRow> rows, MotRow row) {
    return rows.stream().mapToDouble(other -> other.box().iou(row.box())).sum();
  }

  private static List<MotRow> at(List<MotRow> rows, int frame) {
    return rows.stream().filter(row -> row.frame() == frame).toList();
  }
}
