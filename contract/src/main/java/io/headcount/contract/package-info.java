/** What leaves the box: records, their JSON form and its schema. */
@NullMarked
package io.headcount.contract;

import org.jspecify.annotations.NullMarked;
