/** Shops that do not exist, with plausible numbers: to try, test and load a collector. */
@NullMarked
package io.headcount.collector.simulate;

import org.jspecify.annotations.NullMarked;
