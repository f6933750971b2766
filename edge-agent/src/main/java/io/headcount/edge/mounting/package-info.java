/** Whether a camera hangs so that people can be counted, and where in its picture. */
@NullMarked
package io.headcount.edge.mounting;

import org.jspecify.annotations.NullMarked;
