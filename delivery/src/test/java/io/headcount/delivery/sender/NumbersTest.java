package io.headcount.delivery.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.contract.Range;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A set of ranges is what a set of bits is. */
class NumbersTest {
  static final int END = 40;

  @Property
  void isWhatBitsAre(
      @ForAll @Size(max = 8) List<@IntRange(min = 1, max = END) Integer> any,
      @ForAll @Size(max = 8) List<@IntRange(min = 1, max = END) Integer> others,
      @ForAll @IntRange(min = 1, max = END) int from,
      @ForAll @IntRange(min = 0, max = 9) int more) {
    BitSet bits = bits(any);
    Numbers numbers = Numbers.of(ranges(any));
    int to = from + more;

    assertThat(bits(numbers)).isEqualTo(bits);
    assertThat(numbers.isEmpty()).isEqualTo(bits.isEmpty());
    assertThat(numbers.meets(from, to)).isEqualTo(!bits.get(from, to + 1).isEmpty());
    assertThat(numbers.countBelow(from)).isEqualTo(bits.get(0, from).cardinality());

    BitSet plus = (BitSet) bits.clone();
    plus.set(from, to + 1);
    assertThat(bits(numbers.plus(new Range(from, to)))).isEqualTo(plus);

    BitSet minus = (BitSet) bits.clone();
    minus.clear(from, to + 1);
    assertThat(bits(numbers.minus(from, to))).isEqualTo(minus);

    BitSet outside = (BitSet) bits.clone();
    outside.andNot(bits(others));
    assertThat(numbers.within(Numbers.of(ranges(others)))).isEqualTo(outside.isEmpty());

    Numbers few = numbers.inAtMost(2);
    assertThat(few.ranges()).hasSizeLessThanOrEqualTo(2);
    assertThat(numbers.within(few)).isTrue();
  }

  /** Each number begins a range of up to four. */
  private static List<Range> ranges(List<Integer> any) {
    return any.stream().map(from -> new Range(from, from + from % 4)).toList();
  }

  private static BitSet bits(List<Integer> any) {
    BitSet bits = new BitSet();
    ranges(any).forEach(range -> bits.set((int) range.from(), (int) range.to() + 1));
    return bits;
  }

  private static BitSet bits(Numbers numbers) {
    BitSet bits = new BitSet();
    List<Range> apart = new ArrayList<>(numbers.ranges());
    for (int i = 1; i < apart.size(); i++) {
      assertThat(apart.get(i).from()).isGreaterThan(apart.get(i - 1).to() + 1);
    }
    apart.forEach(range -> bits.set((int) range.from(), (int) range.to() + 1));
    return bits;
  }
}
