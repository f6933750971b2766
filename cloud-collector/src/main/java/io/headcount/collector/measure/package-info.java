/** Numbers that add up in their own way, and the text by which they are kept. */
@NullMarked
package io.headcount.collector.measure;

import org.jspecify.annotations.NullMarked;
