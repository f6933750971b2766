/** A real browser, for tests of pages. */
@NullMarked
package io.headcount.web.browser;

import org.jspecify.annotations.NullMarked;
