/** The files of pages, and the look that all of them share. */
@NullMarked
package io.headcount.web.page;

import org.jspecify.annotations.NullMarked;
